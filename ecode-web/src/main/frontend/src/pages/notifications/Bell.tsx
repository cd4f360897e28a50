import {
  Button,
  EmptyState,
  EmptyStateBody,
  NotificationBadge,
  NotificationBadgeVariant,
  NotificationDrawer,
  NotificationDrawerBody,
  NotificationDrawerHeader,
  NotificationDrawerList,
  NotificationDrawerListItem,
  NotificationDrawerListItemBody,
  NotificationDrawerListItemHeader,
  ToolbarItem,
} from "@patternfly/react-core";
import { BellIcon } from "@patternfly/react-icons";
import { useEffect, useRef } from "react";
import type { Notification, Notifications } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { useNotificationDeeds } from "./api.ts";

/** Where the focus goes back to. */
export const BELL = "notifications-bell";

/** How much is unread, and the way to it. */
export function Bell(props: {
  readonly unread: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { unread } = props;
  return (
    <ToolbarItem>
      <NotificationBadge
        id={BELL}
        variant={unread > 0 ? NotificationBadgeVariant.unread : NotificationBadgeVariant.read}
        count={unread}
        isExpanded={props.isOpen}
        onClick={props.onToggle}
        aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
      />
    </ToolbarItem>
  );
}

/** What the person was told, newest first. */
export function Told(props: {
  readonly notifications: Notifications | undefined;
  readonly onClose: () => void;
}) {
  const { read, readAll } = useNotificationDeeds();
  const drawer = useRef<HTMLDivElement>(null);
  const { notifications, onClose } = props;
  const items = notifications?.items ?? [];
  const unread = notifications?.unread ?? 0;
  useEffect(() => {
    drawer.current?.focus();
  }, []);
  const open = async (notification: Notification): Promise<void> => {
    if (!notification.read) {
      await read.mutateAsync(notification).catch(() => undefined);
    }
    location.assign(notification.link);
  };
  return (
    <NotificationDrawer
      ref={drawer}
      tabIndex={-1}
      aria-label="Notifications"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          onClose();
        }
      }}
    >
      <NotificationDrawerHeader count={unread} title="Notifications" onClose={onClose}>
        {unread > 0 && (
          <Button
            variant="link"
            isInline
            isLoading={readAll.isPending}
            onClick={() => {
              readAll.mutate();
            }}
          >
            Mark all read
          </Button>
        )}
      </NotificationDrawerHeader>
      <NotificationDrawerBody>
        {items.length === 0 ? (
          <EmptyState icon={BellIcon} titleText="Nothing yet" headingLevel="h2" variant="sm">
            <EmptyStateBody>
              Who asks to come into your workspaces, and who lets you into theirs, is told here.
            </EmptyStateBody>
          </EmptyState>
        ) : (
          <NotificationDrawerList aria-label="Notifications">
            {items.map((notification) => (
              <NotificationDrawerListItem
                key={notification.id}
                variant="info"
                isRead={notification.read}
                onClick={() => void open(notification)}
              >
                <NotificationDrawerListItemHeader
                  variant="info"
                  headingLevel="h2"
                  title={notification.message}
                  srTitle={notification.read ? "Read: " : "Unread: "}
                />
                <NotificationDrawerListItemBody timestamp={<Ago time={notification.createdAt} />} />
              </NotificationDrawerListItem>
            ))}
          </NotificationDrawerList>
        )}
      </NotificationDrawerBody>
    </NotificationDrawer>
  );
}
