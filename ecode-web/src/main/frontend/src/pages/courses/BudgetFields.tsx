import type { BudgetText } from "./budgets.ts";
import { NumberField } from "./fields.tsx";

/** With less a verdict would depend on how busy the machine is. */
const TIMES_THE_PROCESSOR = 4;

/** What each test may use. Who runs the platform sets the upper bounds, so the server alone knows them. */
export function BudgetFields(props: {
  readonly value: BudgetText;
  readonly onChange: (value: BudgetText) => void;
}) {
  const { value } = props;
  const set = (change: Partial<BudgetText>) => {
    props.onChange({ ...value, ...change });
  };
  return (
    <>
      <NumberField
        label="Milliseconds of processor time for each test"
        help="From 1; usually at most 60000"
        min={1}
        value={value.cpu}
        onChange={(cpu) => {
          set({ cpu });
        }}
      />
      <NumberField
        label="Seconds that a test may take from start to end"
        help="At least four times its processor time, so that a busy machine takes no points from anybody; usually at most 120. Empty for just that, or 10 where it is less"
        isOptional
        min={(TIMES_THE_PROCESSOR * Number(value.cpu)) / 1000}
        step="any"
        value={value.wall}
        onChange={(wall) => {
          set({ wall });
        }}
      />
      <NumberField
        label="Mebibytes of memory for each test"
        help="From 8; usually at most 2048"
        min={8}
        value={value.memory}
        onChange={(memory) => {
          set({ memory });
        }}
      />
      <NumberField
        label="Processes of each test"
        help="With threads, all at once. From 1; usually at most 256. Empty for what is usual"
        isOptional
        min={1}
        value={value.processes}
        onChange={(processes) => {
          set({ processes });
        }}
      />
      <NumberField
        label="Kibibytes that each test may write"
        help="From 1; usually at most 8192. Empty for what is usual"
        isOptional
        min={1}
        value={value.output}
        onChange={(output) => {
          set({ output });
        }}
      />
      <NumberField
        label="Kibibytes that one file may have"
        help="Files that a test writes. From 64 to 262144, which it is when this is empty"
        isOptional
        min={64}
        max={262144}
        value={value.file}
        onChange={(file) => {
          set({ file });
        }}
      />
    </>
  );
}
