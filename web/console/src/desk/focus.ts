// Where the keyboard is: in the list, or in the field.
export const FIELD_ID = "write";

let isWanted = false; // the field, which may not be drawn yet

export function focusField(): void {
  isWanted = true;
  setTimeout(focusIfWanted);
}

export function focusIfWanted(): void {
  const field = isWanted ? document.getElementById(FIELD_ID) : null;
  if (!field) return;
  isWanted = false;
  field.focus();
}

export function moveInList(step: 1 | -1): void {
  const rows = shownRows();
  const from = rows.findIndex((each) => each === document.activeElement);
  const current = rows.findIndex((each) => each.getAttribute("aria-current") === "true");
  const start = from >= 0 ? from : current;
  const to = start < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, start + step));
  rows[to]?.focus();
}

export function numberInFocus(): string | undefined {
  const row = document.activeElement?.closest<HTMLElement>(".row");
  return row?.dataset["number"];
}

function shownRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".desk .row")].filter(
    (each) => each.offsetParent !== null,
  );
}
