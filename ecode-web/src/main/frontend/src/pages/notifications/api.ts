import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Notification } from "../../core/api.ts";
import { Inbox, NotificationNews } from "../../core/notifications.ts";
import { rest } from "../app/rest.ts";
import { browser, socketUrl } from "../app/socket.ts";
import { hearOfQueue, lookAtQueue } from "../courses/gradings.ts";

export const inbox = new Inbox(rest);

const KEY = ["notifications"];

const notificationsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => inbox.newest(signal),
});

/** What the person was told, read again as soon as the server says that there is news. */
export function useNotifications() {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = (): void => {
      void client.invalidateQueries({ queryKey: KEY });
    };
    const news = new NotificationNews(
      socketUrl("/ws/notifications"),
      {
        onUnread: () => {
          refresh();
          lookAtQueue(client);
        },
        onQueue: (places) => {
          hearOfQueue(client, places);
        },
        onNotification: ({ kind, workspace }) => {
          if (kind === "access-requested") {
            void client.invalidateQueries({ queryKey: ["access-requests", workspace] });
          } else {
            void client.invalidateQueries({ queryKey: ["workspaces"] });
          }
        },
      },
      browser,
    );
    const retry = (): void => {
      news.retryNow();
    };
    addEventListener("online", retry);
    return () => {
      removeEventListener("online", retry);
      news.dispose();
    };
  }, [client]);
  return useQuery(notificationsQuery);
}

export function useNotificationDeeds() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: KEY });
  return {
    read: useMutation({ mutationFn: ({ id }: Notification) => inbox.read(id), onSettled }),
    readAll: useMutation({ mutationFn: () => inbox.readAll(), onSettled }),
  };
}
