package display

import (
	"fmt"
	"html/template"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// DocumentsOf is where the files of a case are listed.
func DocumentsOf(r referral.Reference) string { return "/documents/" + string(r) }

// FilesLine says in a line how many files there are, for the pages that lead to them;
// "" if there are none.
func FilesLine(files []casestore.Attachment) string {
	there, waiting := 0, 0
	for _, a := range files {
		expected := a.Removed == nil && a.State == referral.AttachmentExpected
		if expected || a.MayOpen() {
			there++
		}
		if expected {
			waiting++
		}
	}
	words := ""
	switch there {
	case 0:
		return ""
	case 1:
		words = "1 document or photograph"
	default:
		words = fmt.Sprintf("%d documents or photographs", there)
	}
	if waiting > 0 {
		words += fmt.Sprintf(" (%d not checked for viruses yet)", waiting)
	}
	return words
}

// FilesLink leads from the page of a case to its files.
func FilesLink(r referral.Reference, files []casestore.Attachment, mayAdd bool) template.HTML {
	text := FilesLine(files)
	if text == "" && !mayAdd {
		return ""
	}
	if text == "" {
		text = "Add a document or photograph"
	}
	return web.Link{Text: text, Href: DocumentsOf(r)}.Render()
}
