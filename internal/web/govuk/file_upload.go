package govuk

import (
	"cmp"
	"html/template"
)

// FileUpload takes a file. Its form must be one of multipart/form-data.
type FileUpload struct {
	// ID is Name if empty.
	ID, Name     string
	Label        Label
	Hint         Hint
	ErrorMessage ErrorMessage
	Multiple     bool
	Disabled     bool
	Classes      string
	DescribedBy  string
	FormGroup    FormGroup
	Attributes   Attributes
}

// Render returns the field with its label, hint and error message.
func (f FileUpload) Render() template.HTML {
	f.ID = cmp.Or(f.ID, f.Name)
	f.Classes = class("govuk-file-upload", f.Classes, when(f.ErrorMessage.given(), "govuk-file-upload--error"))
	return render("file-upload", struct {
		FileUpload
		Group group
	}{f, newGroup(f.ID, f.FormGroup, f.Label, f.Hint, f.ErrorMessage, f.DescribedBy)})
}
