// A file that is too large is refused before it is sent: where it goes to, the answer
// would be no page of this service.
for (const form of document.querySelectorAll("form[data-most-bytes]")) {
  const field = form.querySelector("input[type=file]");
  const most = Number(form.dataset.mostBytes);
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    const problem = problemOf(field.files[0], most);
    if (problem) {
      event.preventDefault();
      showProblem(field, problem);
    }
  });
}

function problemOf(file, most) {
  if (!file) return "Choose a file";
  if (file.size === 0) return "The file is empty: choose another";
  return file.size > most ? `The file must be ${Math.floor(most / 1048576)} MB or less` : "";
}

function showProblem(field, words) {
  let message = document.getElementById(`${field.id}-error`);
  if (!message) {
    message = document.createElement("p");
    message.className = "govuk-error-message";
    message.id = `${field.id}-error`;
    field.before(message);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${message.id}`.trim());
    field.closest(".govuk-form-group").classList.add("govuk-form-group--error");
    field.classList.add("govuk-file-upload--error");
  }
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = "Error: ";
  message.replaceChildren(hidden, words);
  if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
  field.focus();
}
