package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// documentsPage lists the files of a draft or a case, and asks what the next one
// shows. The file itself is sent to where files are kept, on a page of its own.
type documentsPage struct {
	Caption string // the reference; "" of a draft
	Files   []govuk.SummaryList
	Waiting bool // whether one is not judged yet
	Full    string
	Add     []govuk.Field // none for those who may add nothing
	Action  string
	ID      string // of the file to be added, so that pressing twice adds one
	Again   string
	Done    string // where one goes on
}

// folder is where the files of the visit's draft or case are, and what the person may
// do there.
type folder struct {
	draft, owner string
	path         string // address of the list
	caption      string
	done         string
	mayAdd       bool
}

// documentsOf is where the files of a case are listed.
func documentsOf(r referral.Reference) string { return "/documents/" + string(r) }

// folder returns the folder of the draft or case that the path names.
func (v *visit) folder() folder {
	if v.Request.PathValue("reference") != "" {
		return folder{
			draft: v.Case.Draft, owner: v.Case.Referrer.ID, path: documentsOf(v.Case.Reference), caption: string(v.Case.Reference),
			done: web.PathOfCase(v.Case.Reference), mayAdd: v.May(access.Attach),
		}
	}
	return folder{draft: v.Draft.ID, owner: v.Who.Referrer.ID, path: draftPath(v.Draft.ID, "documents"), done: draftPath(v.Draft.ID, ""), mayAdd: true}
}

// sentOn leads from the documents of a draft that was sent to those of its case.
func (v *visit) sentOn() (bool, error) {
	if v.Request.PathValue("draft") == "" || v.Draft.SentAs == "" {
		return false, nil
	}
	return true, v.GoTo(documentsOf(v.Draft.SentAs))
}

func documents(v *visit) error {
	if on, err := v.sentOn(); on {
		return err
	}
	return v.showDocuments(http.StatusOK, web.Document{}, v.documentQuestions(false))
}

func (v *visit) showDocuments(status int, d web.Document, questions []govuk.Field) error {
	f := v.folder()
	files, err := v.Store.Attachments(v.Ctx(), f.draft)
	if err != nil {
		return err
	}
	d.Title, d.Back = "Documents and photographs", f.done
	return v.ShowAs(status, "documents", d, newDocumentsPage(f, files, questions, v.Actor(), web.NewIdentifier()))
}

func newDocumentsPage(f folder, files []casestore.Attachment, questions []govuk.Field, who referral.Actor, id string) documentsPage {
	page := documentsPage{Caption: f.caption, Action: f.path, ID: id, Again: f.path, Done: f.done}
	there := 0
	for _, a := range files {
		page.Files = append(page.Files, fileCard(f, a, who))
		page.Waiting = page.Waiting || a.State == referral.AttachmentExpected && a.Removed == nil
		if a.Removed == nil {
			there++
		}
	}
	switch most := referral.CurrentPolicy().Attachments.Most; {
	case !f.mayAdd:
	case there >= most:
		page.Full = fmt.Sprintf("A referral can have %d files. Remove one to add another.", most)
	default:
		page.Add = questions
	}
	return page
}

// fileCard says what is known of a file and what can be done with it.
func fileCard(f folder, a casestore.Attachment, who referral.Actor) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: a.What.Label()}}}
	if a.Note != "" {
		card.Rows = append(card.Rows, row("What it shows", display.Lines(a.Note)))
	}
	card.Rows = append(card.Rows, row("Added", display.Lines(a.By.Name+", "+display.Moment(a.Added))))
	if a.Removed != nil {
		card.Rows = append(card.Rows, row("Removed", display.Lines(append([]string{a.Removed.By.Name + ", " + display.Moment(a.Removed.At)}, display.Given("", a.Removed.Reason)...)...)))
		return card
	}
	card.Rows = append(card.Rows, row("Virus check", tag(a.State.Label(), a.State.Colour()).Render()+`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0">`+display.Lines(a.State.Next())+"</p>"))
	at := f.path + "/" + url.PathEscape(a.ID)
	action := func(text, href string) {
		card.Card.Actions.Items = append(card.Card.Actions.Items, govuk.Action{Text: text, Href: href})
	}
	if a.MayOpen() {
		action("Download", at+"/file")
	}
	if f.mayAdd && a.State == referral.AttachmentExpected && a.By.ID == who.ID {
		action("Send the file", at)
	}
	if f.mayAdd {
		action("Remove", at+"/remove")
	}
	return card
}

// documentQuestions asks what a file shows; with the answers that were typed, if it
// was asked already.
func (v *visit) documentQuestions(answered bool) []govuk.Field {
	what := govuk.Field{Name: "what", Label: "What do you want to add?", Kind: govuk.KindOne, Options: pairs(referral.AttachmentKinds())}
	note := govuk.Field{
		Name: "note", Label: "What it shows", Optional: true,
		Hint: "For example, where the nearest socket is. Never a key safe code, and no photograph of one.",
	}
	if !answered {
		note.Kind, note.MaxLength = govuk.KindLongText, maxText
		return []govuk.Field{what, note}
	}
	return v.withCodeQuestions(v.choice(what, "Select what you want to add"), v.longText(note, ""))
}

// addDocument makes a place for the file, and goes on to the page that sends it.
func addDocument(v *visit) error {
	if on, err := v.sentOn(); on {
		return err
	}
	questions := v.documentQuestions(true)
	if problems := govuk.Problems(questions...); len(problems.ErrorList) > 0 {
		return v.showDocuments(http.StatusUnprocessableEntity, web.Document{Problems: problems}, questions)
	}
	f, id := v.folder(), v.Posted.Get("id")
	if !ourIdentifier.MatchString(id) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the documents again and add it once more."}
	}
	err := v.Store.AddAttachment(v.Ctx(), f.owner, f.draft, referral.Attachment{
		ID: id, What: referral.AttachmentKind(questions[0].Value), Note: questions[len(questions)-1].Value, By: v.Actor(),
	})
	if errors.Is(err, casestore.ErrTooManyAttachments) {
		return v.showDocuments(http.StatusUnprocessableEntity, web.Document{Problems: govuk.ErrorSummary{ErrorList: []govuk.ErrorItem{
			{Text: fmt.Sprintf("Remove a file first: a referral can have %d", referral.CurrentPolicy().Attachments.Most), Href: "#files"},
		}}}, v.documentQuestions(true))
	}
	if err != nil {
		return err
	}
	return v.GoTo(f.path + "/" + id)
}

// uploadPage sends one file to where files are kept.
type uploadPage struct {
	Caption, Heading, Note string
	Action                 string
	Fields                 []uploadField
	File                   govuk.FileUpload
	MostBytes              int64
	Later                  string
}

type uploadField struct{ Name, Value string }

var errNoSuchFile = web.Failure{Kind: web.NotFound, Heading: "File not found",
	Body: "It may have been removed. Go back to the documents to see what is there."}

// attachment returns the file that the path names.
func (v *visit) attachment(f folder) (casestore.Attachment, error) {
	a, err := v.Store.Attachment(v.Ctx(), f.draft, v.Request.PathValue("file"))
	if casestore.IsNotFound(err) {
		return a, errNoSuchFile
	}
	return a, err
}

func uploadDocument(v *visit) error {
	if on, err := v.sentOn(); on {
		return err
	}
	f := v.folder()
	a, err := v.attachment(f)
	if err != nil {
		return err
	}
	// Only who makes a place fills it, and only once.
	if a.By.ID != v.Actor().ID || a.State != referral.AttachmentExpected || a.Removed != nil {
		return v.GoTo(f.path)
	}
	most := int64(referral.CurrentPolicy().Attachments.Megabytes) << 20
	form, err := v.Files.Upload(v.Ctx(), a.Incoming(), most, v.ServiceURL+f.path)
	if err != nil {
		return err
	}
	page := newUploadPage(f, a)
	page.Action, page.MostBytes = form.Action, most
	for _, field := range form.Fields {
		page.Fields = append(page.Fields, uploadField(field))
	}
	return v.Show("document_upload", web.Document{Title: page.Heading, Back: f.path}, page)
}

func newUploadPage(f folder, a casestore.Attachment) uploadPage {
	return uploadPage{
		Caption: f.caption, Heading: "Choose the file", Note: a.Note, Later: f.path,
		File: govuk.FileUpload{
			ID: "file", Name: "file", Label: govuk.Label{Text: a.What.Label(), Classes: "govuk-label--m"},
			Hint:       govuk.Hint{Text: fmt.Sprintf("A JPEG or PNG picture or a PDF, up to %d MB. It is checked for viruses before anybody can open it.", referral.CurrentPolicy().Attachments.Megabytes)},
			Attributes: govuk.Attributes{"accept": ".jpg,.jpeg,.png,.pdf", "required": "required"},
		},
	}
}

// downloadDocument leads to the file at an address that holds for a minute. It is
// saved, never shown inside a page.
func downloadDocument(v *visit) error {
	f := v.folder()
	a, err := v.attachment(f)
	if err != nil {
		return err
	}
	if !a.MayOpen() {
		return v.GoTo(f.path)
	}
	address, err := v.Files.Download(v.Ctx(), a.Kept(), a.FileName())
	if err != nil {
		return err
	}
	return v.GoTo(address)
}

// removeDocumentPage asks before a file is removed.
type removeDocumentPage struct {
	Caption, What, Note string
	Reason              []govuk.Field // none of a draft: nothing of it is kept
	Action, Keep        string
}

func (v *visit) removeReason() []govuk.Field {
	if v.Case.Reference == "" {
		return nil
	}
	return v.withCodeQuestions(v.longText(govuk.Field{Name: "reason", Label: "Why is it removed?", Hint: "This stays with the referral."}, "Enter why it is removed"))
}

func removeDocument(v *visit) error {
	if on, err := v.sentOn(); on {
		return err
	}
	return v.askToRemove(http.StatusOK, web.Document{}, v.removeReason())
}

func (v *visit) askToRemove(status int, d web.Document, reason []govuk.Field) error {
	f := v.folder()
	a, err := v.attachment(f)
	if err != nil {
		return err
	}
	if a.Removed != nil {
		return v.GoTo(f.path)
	}
	d.Title, d.Back = "Remove this file?", f.path
	return v.ShowAs(status, "document_remove", d, removeDocumentPage{
		Caption: f.caption, What: a.What.Label(), Note: a.Note, Reason: reason, Action: f.path + "/" + url.PathEscape(a.ID) + "/remove", Keep: f.path,
	})
}

func removeDocumentForm(v *visit) error {
	if on, err := v.sentOn(); on {
		return err
	}
	reason := v.removeReason()
	if problems := govuk.Problems(reason...); len(problems.ErrorList) > 0 {
		return v.askToRemove(http.StatusUnprocessableEntity, web.Document{Problems: problems}, reason)
	}
	f := v.folder()
	a, err := v.attachment(f)
	if err != nil {
		return err
	}
	why := "" // of a draft nothing is kept
	if len(reason) > 0 {
		why = reason[0].Value
	}
	if err := v.Store.RemoveAttachment(v.Ctx(), f.draft, a.ID, v.Actor(), why); err != nil {
		return err
	}
	return v.GoTo(f.path)
}

// filesLine says in a line how many files there are, for the pages that lead to them;
// "" if there are none.
func filesLine(files []casestore.Attachment) string {
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

// filesLink leads from the page of a case to its files.
func filesLink(r referral.Reference, files []casestore.Attachment, mayAdd bool) template.HTML {
	text := filesLine(files)
	if text == "" && !mayAdd {
		return ""
	}
	if text == "" {
		text = "Add a document or photograph"
	}
	return web.Link{Text: text, Href: documentsOf(r)}.Render()
}
