import { Button, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import type { Session } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { useToasts } from "../app/toasts.tsx";
import { sessionsQuery, useSessionDeeds } from "./api.ts";

/** Where somebody is signed in, and how to end that from afar. */
export function SessionsCard() {
  const sessions = useQuery(sessionsQuery);
  const { end, endOthers } = useSessionDeeds();
  const toasts = useToasts();
  const finish = (session: Session) => {
    end.mutate(session, {
      onSuccess: () => {
        toasts.done("The session is ended");
      },
      onError: (error) => {
        toasts.failed("The session goes on", error);
      },
    });
  };
  const others = sessions.data?.filter((session) => !session.current).length ?? 0;
  const finishOthers = () => {
    endOthers.mutate(undefined, {
      onSuccess: () => {
        toasts.done("Only this browser is signed in");
      },
      onError: (error) => {
        toasts.failed("Not every session is ended", error);
      },
    });
  };
  return (
    <QueryCard
      id="sessions"
      title="Where you are signed in"
      subtitle="End what you do not know, then change your password"
      action={
        others > 1 && (
          <Button variant="secondary" isDanger isLoading={endOthers.isPending} onClick={finishOthers}>
            End all others
          </Button>
        )
      }
      query={sessions}
      loading="Loading your sessions"
      failure="Your sessions could not be read"
    >
      {(data) => (
        <Table aria-label="Where you are signed in" variant="compact" gridBreakPoint="grid-md">
          <Thead>
            <Tr>
              <Th>Browser</Th>
              <Th>Address</Th>
              <Th>Signed in</Th>
              <Th>Last seen</Th>
              <Th screenReaderText="Actions" />
            </Tr>
          </Thead>
          <Tbody>
            {data.map((session) => (
              <Tr key={session.id}>
                <Td dataLabel="Browser" modifier="breakWord">
                  {session.client}{" "}
                  {session.current && (
                    <Label isCompact status="success">
                      This one
                    </Label>
                  )}
                </Td>
                <Td dataLabel="Address">{session.address}</Td>
                <Td dataLabel="Signed in">
                  <Ago time={session.createdAt} />
                </Td>
                <Td dataLabel="Last seen">
                  <Ago time={session.lastSeenAt} />
                </Td>
                <Td isActionCell>
                  {!session.current && (
                    <Button
                      variant="link"
                      isDanger
                      isInline
                      isDisabled={end.isPending && end.variables.id === session.id}
                      aria-label={`End the session of ${session.client}`}
                      onClick={() => {
                        finish(session);
                      }}
                    >
                      End
                    </Button>
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </QueryCard>
  );
}
