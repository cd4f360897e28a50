import { Button } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useState } from "react";
import type { Solution } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { RowButtons } from "../app/RowButtons.tsx";
import { useSolutionDeeds } from "./rehearsals.ts";
import { AddSolutionDialog, ChangeSolutionDialog } from "./SolutionDialog.tsx";

type Open =
  { readonly what: "none" | "add" } | { readonly what: "change" | "remove"; readonly one: Solution };

/** The solutions with which the tests are tried out. */
export function SolutionTable(props: {
  readonly assignment: string;
  readonly solutions: readonly Solution[];
  readonly mayChange: boolean;
  /** Path of the file that is run. */
  readonly main: string;
}) {
  const { assignment, solutions, mayChange } = props;
  const [open, setOpen] = useState<Open>({ what: "none" });
  const { remove } = useSolutionDeeds(assignment);
  const close = () => {
    setOpen({ what: "none" });
  };
  return (
    <>
      {solutions.length > 0 && (
        <Table aria-label="Solutions" variant="compact" gridBreakPoint="grid-md" className="ecode-after">
          <Thead>
            <Tr>
              <Th>Solution</Th>
              <Th>It is</Th>
              <Th>Files</Th>
              <Th screenReaderText="What can be done with it" />
            </Tr>
          </Thead>
          <Tbody>
            {solutions.map((one) => (
              <Tr key={one.id}>
                <Td dataLabel="Solution">
                  <bdi>{one.name}</bdi>
                </Td>
                <Td dataLabel="It is">{one.kind === "reference" ? "the reference" : "wrong"}</Td>
                <Td dataLabel="Files">
                  {one.entries}, {one.bytes} bytes
                </Td>
                <Td>
                  {mayChange && (
                    <RowButtons
                      name={one.name}
                      onChange={() => {
                        setOpen({ what: "change", one });
                      }}
                      onRemove={() => {
                        remove.reset();
                        setOpen({ what: "remove", one });
                      }}
                    />
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      {mayChange && (
        <p className="ecode-after">
          <Button
            variant="secondary"
            onClick={() => {
              setOpen({ what: "add" });
            }}
          >
            Add a solution
          </Button>
        </p>
      )}
      {open.what === "add" && (
        <AddSolutionDialog
          assignment={assignment}
          hasReference={solutions.some((one) => one.kind === "reference")}
          main={props.main}
          onClose={close}
        />
      )}
      {open.what === "change" && (
        <ChangeSolutionDialog assignment={assignment} solution={open.one} onClose={close} />
      )}
      {open.what === "remove" && (
        <ConfirmDialog
          title={`Delete “${open.one.name}”?`}
          submit="Delete"
          failure="The solution was not deleted"
          isSending={remove.isPending}
          error={remove.error}
          onClose={close}
          onSubmit={() => {
            remove.mutate(open.one.id, { onSuccess: close });
          }}
        >
          <p>Its files, and what the tests said of it, are gone for good.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
