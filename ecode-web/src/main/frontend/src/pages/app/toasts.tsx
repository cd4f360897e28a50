import { Alert, AlertActionCloseButton, AlertActionLink, AlertGroup } from "@patternfly/react-core";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { explain } from "./ProblemAlert.tsx";

interface Toast {
  readonly id: number;
  readonly variant: "success" | "danger" | "info";
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly act: () => void };
}

type Tell = (toast: Omit<Toast, "id">) => void;

const ToastContext = createContext<Tell>(() => undefined);

/** Long enough to read, reach and press an Undo; failures stay until they are closed. */
const SHOWN_MILLIS = 12_000;

let nextId = 0;

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const remove = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);
  const tell = useCallback<Tell>((toast) => {
    setToasts((shown) => [...shown.slice(-3), { ...toast, id: nextId++ }]);
  }, []);
  return (
    <ToastContext value={tell}>
      {children}
      <AlertGroup isToast isLiveRegion aria-label="News">
        {toasts.map((toast) => (
          <Alert
            key={toast.id}
            variant={toast.variant}
            title={toast.title}
            component="p"
            {...(toast.variant !== "danger" && { timeout: SHOWN_MILLIS })}
            onTimeout={() => {
              remove(toast.id);
            }}
            actionClose={
              <AlertActionCloseButton
                title={`Close: ${toast.title}`}
                onClose={() => {
                  remove(toast.id);
                }}
              />
            }
            {...(toast.action && {
              actionLinks: (
                <AlertActionLink
                  onClick={() => {
                    remove(toast.id);
                    toast.action?.act();
                  }}
                >
                  {toast.action.label}
                </AlertActionLink>
              ),
            })}
          >
            {toast.text}
          </Alert>
        ))}
      </AlertGroup>
    </ToastContext>
  );
}

export function useToasts() {
  const tell = useContext(ToastContext);
  return useMemo(
    () => ({
      done: (title: string, action?: Toast["action"]) => {
        tell({ variant: "success", title, ...(action && { action }) });
      },
      failed: (title: string, error: unknown) => {
        const { text, requestId } = explain(error);
        tell({
          variant: "danger",
          title,
          text: requestId === null ? text : `${text} (request ${requestId})`,
        });
      },
    }),
    [tell],
  );
}
