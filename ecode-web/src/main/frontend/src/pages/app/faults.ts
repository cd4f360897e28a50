type FormField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is wrong with a field. */
export interface Fault {
  readonly field: FormField;
  readonly label: string;
  readonly text: string;
}

/** In the order of the form. */
export function faultsOf(form: HTMLFormElement): readonly Fault[] {
  return [...form.elements]
    .filter(isField)
    .filter((field) => field.willValidate && !field.validity.valid)
    .map((field) => ({ field, label: labelOf(field), text: textOf(field) }));
}

function isField(element: Element): element is FormField {
  return ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);
}

function labelOf(field: FormField): string {
  const label = field.labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? "A field";
  // The star of a required field is decoration.
  return label.replace(/\s*\*\s*$/, "").trim();
}

/** A browser says it too, but in its own language and not beside the field. */
function textOf(field: FormField): string {
  const { validity } = field;
  if (validity.customError) {
    return field.validationMessage;
  }
  if (field instanceof HTMLInputElement && field.type === "datetime-local" && validity.badInput) {
    return "This date is not complete. Give the day and the time, or clear all of it.";
  }
  if (field instanceof HTMLInputElement && field.type === "number") {
    return validity.stepMismatch && !validity.rangeUnderflow && !validity.rangeOverflow
      ? "Give a number without fractions."
      : `Give ${wantedNumber(field)}.`;
  }
  return validity.valueMissing ? "Fill this in." : field.validationMessage;
}

function wantedNumber({ min, max }: HTMLInputElement): string {
  if (min !== "" && max !== "") {
    return `a number from ${min} to ${max}`;
  }
  return min === "" ? "a number" : `a number from ${min} up`;
}
