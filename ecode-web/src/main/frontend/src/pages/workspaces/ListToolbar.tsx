import {
  FormSelect,
  FormSelectOption,
  SearchInput,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { useDebouncedDraft } from "../app/useDebouncedDraft.ts";
import { STATE_NAMES } from "./StateLabel.tsx";
import { type Order, ORDERS, STATES, type WorkspaceSearch } from "./api.ts";

const ORDER_NAMES: Readonly<Record<Order, string>> = {
  "lastActiveAt,desc": "Last active first",
  "name,asc": "By name",
  "createdAt,desc": "Newest first",
  "state,asc": "By state",
};

/** Search, filter and order of the list; how much it found is announced. */
export function ListToolbar(props: {
  readonly search: WorkspaceSearch;
  readonly onSearch: (change: Partial<WorkspaceSearch>) => void;
  readonly total: number;
}) {
  const { search, onSearch, total } = props;
  const [draft, setDraft] = useDebouncedDraft(search.q, (q) => {
    onSearch({ q, page: 0 });
  });
  return (
    <Toolbar inset={{ default: "insetNone" }} className="ecode-list-toolbar">
      <ToolbarContent>
        <ToolbarItem className="ecode-toolbar-search">
          <SearchInput
            aria-label="Search by name"
            placeholder="Search by name"
            value={draft}
            onChange={(_event, value) => {
              setDraft(value);
            }}
            onClear={() => {
              setDraft("");
            }}
          />
        </ToolbarItem>
        {search.view === "active" && (
          <ToolbarItem>
            <FormSelect
              aria-label="State"
              value={search.state ?? ""}
              onChange={(_event, value) => {
                onSearch({ state: STATES.find((state) => state === value), page: 0 });
              }}
            >
              <FormSelectOption value="" label="Any state" />
              {STATES.map((state) => (
                <FormSelectOption key={state} value={state} label={STATE_NAMES[state]} />
              ))}
            </FormSelect>
          </ToolbarItem>
        )}
        <ToolbarItem>
          <FormSelect
            aria-label="Order"
            value={search.sort}
            onChange={(_event, value) => {
              onSearch({ sort: ORDERS.find((order) => order === value) ?? ORDERS[0], page: 0 });
            }}
          >
            {ORDERS.map((order) => (
              <FormSelectOption key={order} value={order} label={ORDER_NAMES[order]} />
            ))}
          </FormSelect>
        </ToolbarItem>
        <ToolbarItem align={{ default: "alignEnd" }} alignSelf="center">
          <span role="status" className="ecode-quiet">
            {total === 1 ? "1 workspace" : `${total} workspaces`}
          </span>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
