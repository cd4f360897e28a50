import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  DrawerActions,
  DrawerCloseButton,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  Title,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { type ReactNode, useEffect, useRef } from "react";
import type { AuditEvent } from "../../core/api.ts";
import { inFull } from "../app/time.ts";
import type { AuditSearch } from "./api.ts";
import { OutcomeLabel } from "./AuditTable.tsx";
import { changesOf } from "./changes.ts";

/** One event in full: what it changed, and the way to events like it. */
export function EventDetails(props: {
  readonly event: AuditEvent;
  readonly onClose: () => void;
  readonly onNarrow: (search: AuditSearch) => void;
}) {
  const { event, onNarrow } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [event.number]);
  const changes = changesOf(event);
  const narrowing = (label: string, search: AuditSearch) => (
    <Button
      variant="link"
      isInline
      size="sm"
      onClick={() => {
        onNarrow(search);
      }}
    >
      {label}
    </Button>
  );
  return (
    <DrawerPanelContent
      widths={{ default: "width_100", lg: "width_50", "2xl": "width_33" }}
      aria-label={`Event ${event.number}`}
      onKeyDown={(pressed) => {
        if (pressed.key === "Escape") {
          props.onClose();
        }
      }}
    >
      <DrawerHead>
        <Title headingLevel="h2" size="lg" ref={heading} tabIndex={-1} className="ecode-title">
          Event {event.number}
        </Title>
        <DrawerActions>
          <DrawerCloseButton onClick={props.onClose} aria-label="Close the details" />
        </DrawerActions>
      </DrawerHead>
      <DrawerPanelBody>
        <DescriptionList isCompact>
          <Row term="Time">
            <time dateTime={event.at}>{inFull(new Date(event.at))}</time>
            <div className="ecode-quiet">{event.at}</div>
          </Row>
          <Row term="Who">
            <span dir="auto">{event.actor}</span> {narrowing("Only theirs", { actor: event.actor })}
          </Row>
          <Row term="Action">
            <code>{event.action}</code> {narrowing("Only these", { action: event.action })}
          </Row>
          <Row term="Object">
            <code className="ecode-break">{event.object}</code>{" "}
            {narrowing("Only on it", { object: event.object })}
          </Row>
          <Row term="Outcome">
            <OutcomeLabel outcome={event.outcome} />
          </Row>
          <Row term="Network address">{event.address ?? "None: the platform itself acted"}</Row>
        </DescriptionList>
        <Title headingLevel="h3" size="md" className="ecode-after">
          What it changed
        </Title>
        {changes.length === 0 ? (
          <p className="ecode-quiet">Nothing is noted.</p>
        ) : (
          <Table aria-label="What it changed" variant="compact" gridBreakPoint="">
            <Thead>
              <Tr>
                <Th>Field</Th>
                <Th>Before</Th>
                <Th>After</Th>
              </Tr>
            </Thead>
            <Tbody>
              {changes.map(({ field, before, after, differs }) => (
                <Tr key={field}>
                  <Td modifier="breakWord">{field}</Td>
                  <Td modifier="breakWord">
                    <Value text={before} as={differs ? "del" : "span"} />
                  </Td>
                  <Td modifier="breakWord">
                    <Value text={after} as={differs ? "ins" : "span"} />
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </DrawerPanelBody>
    </DrawerPanelContent>
  );
}

function Value({ text, as: Element }: { readonly text: string | null; readonly as: "del" | "ins" | "span" }) {
  if (text === null) {
    return <span className="ecode-quiet">none</span>;
  }
  return (
    <Element className="ecode-value" dir="auto">
      {text}
    </Element>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
