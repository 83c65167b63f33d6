// Puts a button below a text with data-copy, that copies it and says so.

for (const text of document.querySelectorAll("textarea[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-top-3 govuk-!-margin-bottom-0";
  button.textContent = text.dataset.copy;
  const said = document.createElement("p");
  said.className = "govuk-body govuk-!-margin-top-1 govuk-!-margin-bottom-0";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Copied";
    } catch {
      text.focus();
      text.select();
      said.textContent = "Selected: press Ctrl and C to copy it";
    }
  });
  text.closest(".govuk-form-group").after(button, said);
}
