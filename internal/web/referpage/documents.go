package referpage

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// documentsPage lists the files of a draft or a case, and asks what the next one
// shows. The file itself is sent to where files are kept, on a page of its own.
type documentsPage struct {
	Caption string // the reference; "" of a draft
	Files   []govuk.SummaryList
	Waiting bool // whether one is not judged yet
	Full    string
	Add     []template.HTML // none for those who may add nothing
	Action  string
	ID      string // of the file to be added, so that pressing twice adds one
	Again   string
	Done    string // where one goes on
}

// folder is where the files of the request’s draft or case are, and what the person may
// do there.
type folder struct {
	draft, owner string
	path         string // address of the list
	caption      string
	done         string
	mayAdd       bool
	most         int   // files
	megabytes    int64 // of each
}

// folder returns the folder of the draft or case that the path names.
func (p pages) folder(r *web.Request) folder {
	limits := p.Rules.Policy.Attachments
	if r.PathValue("reference") != "" {
		return folder{
			most: limits.Most, megabytes: int64(limits.Megabytes), draft: r.Case.Draft, owner: r.Case.Referrer.ID, path: display.DocumentsOf(r.Case.Reference), caption: string(r.Case.Reference),
			done: web.PathOfCase(r.Case.Reference), mayAdd: r.May(access.Attach),
		}
	}
	return folder{most: limits.Most, megabytes: int64(limits.Megabytes), draft: r.Draft.ID, owner: r.Who.Referrer.ID, path: web.DraftPath(r.Draft.ID, "documents"), done: web.DraftPath(r.Draft.ID, ""), mayAdd: true}
}

// sentOn leads from the documents of a draft that was sent to those of its case.
func (p pages) sentOn(r *web.Request) (bool, error) {
	if r.PathValue("draft") == "" || r.Draft.SentAs == "" {
		return false, nil
	}
	return true, r.GoTo(display.DocumentsOf(r.Draft.SentAs))
}

func (p pages) documents(r *web.Request) error {
	if on, err := p.sentOn(r); on {
		return err
	}
	return p.showDocuments(r, http.StatusOK, web.Document{}, formview.Fill(r, aboutDocument, nil))
}

func (p pages) showDocuments(r *web.Request, status int, d web.Document, about formview.Filled) error {
	f := p.folder(r)
	files, err := p.Store.Attachments(r.Ctx(), f.draft)
	if err != nil {
		return err
	}
	d.Title, d.Back = "Documents and photographs", f.done
	return r.ShowAs(status, "documents", d, newDocumentsPage(f, files, about, r.Actor(), web.NewIdentifier()))
}

func newDocumentsPage(f folder, files []casestore.Attachment, about formview.Filled, who referral.Actor, id string) documentsPage {
	page := documentsPage{Caption: f.caption, Action: f.path, ID: id, Again: f.path, Done: f.done}
	there := 0
	for _, a := range files {
		page.Files = append(page.Files, fileCard(f, a, who))
		page.Waiting = page.Waiting || a.State == referral.AttachmentExpected && a.Removed == nil
		if a.Removed == nil {
			there++
		}
	}
	switch {
	case !f.mayAdd:
	case there >= f.most:
		page.Full = fmt.Sprintf("A referral can have %d files. Remove one to add another.", f.most)
	default:
		page.Add = about.Questions()
	}
	return page
}

// fileCard says what is known of a file and what can be done with it.
func fileCard(f folder, a casestore.Attachment, who referral.Actor) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: a.What.Label()}}}
	if a.Note != "" {
		card.Rows = append(card.Rows, display.Row("What it shows", display.Lines(a.Note)))
	}
	card.Rows = append(card.Rows, display.Row("Added", display.Lines(a.By.Name+", "+display.Moment(a.Added))))
	if a.Removed != nil {
		card.Rows = append(card.Rows, display.Row("Removed", display.Lines(append([]string{a.Removed.By.Name + ", " + display.Moment(a.Removed.At)}, display.Given("", a.Removed.Reason)...)...)))
		return card
	}
	card.Rows = append(card.Rows, display.Row("Virus check", display.Tag(a.State.Label(), a.State.Colour()).Render()+`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0">`+display.Lines(a.State.Next())+"</p>"))
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

// aboutDocument asks what a file shows.
var aboutDocument = form.Section{Slug: "document", Fields: []form.Field{
	form.Choice("what", "What do you want to add?", form.Pairs(referral.AttachmentKinds()), "Select what you want to add"),
	form.LongText("note", "What it shows", "").Optional().
		Hinted("For example, where the nearest socket is. Never a key safe code, and no photograph of one."),
}}

// addDocument makes a place for the file, and goes on to the page that sends it.
func (p pages) addDocument(r *web.Request) error {
	if on, err := p.sentOn(r); on {
		return err
	}
	about := formview.Fill(r, aboutDocument, nil)
	if about.Wrong() {
		return p.showDocuments(r, http.StatusUnprocessableEntity, web.Document{Problems: about.Summary()}, about)
	}
	f, id := p.folder(r), r.Posted.Get("id")
	if !web.OurIdentifier.MatchString(id) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the documents again and add it once more."}
	}
	err := p.Store.AddAttachment(r.Ctx(), f.owner, f.draft, referral.Attachment{
		ID: id, What: referral.AttachmentKind(about.First("what")), Note: about.First("note"), By: r.Actor(),
	})
	if errors.Is(err, casestore.ErrTooManyAttachments) {
		return p.showDocuments(r, http.StatusUnprocessableEntity, web.Document{Problems: govuk.ErrorSummary{ErrorList: []govuk.ErrorItem{
			{Text: fmt.Sprintf("Remove a file first: a referral can have %d", f.most), Href: "#files"},
		}}}, about)
	}
	if err != nil {
		return err
	}
	return r.GoTo(f.path + "/" + id)
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
func (p pages) attachment(r *web.Request, f folder) (casestore.Attachment, error) {
	a, err := p.Store.Attachment(r.Ctx(), f.draft, r.PathValue("file"))
	if casestore.IsNotFound(err) {
		return a, errNoSuchFile
	}
	return a, err
}

func (p pages) uploadDocument(r *web.Request) error {
	if on, err := p.sentOn(r); on {
		return err
	}
	f := p.folder(r)
	a, err := p.attachment(r, f)
	if err != nil {
		return err
	}
	// Only who makes a place fills it, and only once.
	if a.By.ID != r.Actor().ID || a.State != referral.AttachmentExpected || a.Removed != nil {
		return r.GoTo(f.path)
	}
	most := f.megabytes << 20
	form, err := p.Files.Upload(r.Ctx(), a.Incoming(), most, p.ServiceURL+f.path)
	if err != nil {
		return err
	}
	page := newUploadPage(f, a)
	page.Action, page.MostBytes = form.Action, most
	for _, field := range form.Fields {
		page.Fields = append(page.Fields, uploadField(field))
	}
	return r.Show("document_upload", web.Document{Title: page.Heading, Back: f.path}, page)
}

func newUploadPage(f folder, a casestore.Attachment) uploadPage {
	return uploadPage{
		Caption: f.caption, Heading: "Choose the file", Note: a.Note, Later: f.path,
		File: govuk.FileUpload{
			ID: "file", Name: "file", Label: govuk.Label{Text: a.What.Label(), Classes: "govuk-label--m"},
			Hint:       govuk.Hint{Text: fmt.Sprintf("A JPEG or PNG picture or a PDF, up to %d MB. It is checked for viruses before anybody can open it.", f.megabytes)},
			Attributes: govuk.Attributes{"accept": ".jpg,.jpeg,.png,.pdf", "required": "required"},
		},
	}
}

// downloadDocument leads to the file at an address that holds for a minute. It is
// saved, never shown inside a page.
func (p pages) downloadDocument(r *web.Request) error {
	f := p.folder(r)
	a, err := p.attachment(r, f)
	if err != nil {
		return err
	}
	if !a.MayOpen() {
		return r.GoTo(f.path)
	}
	address, err := p.Files.Download(r.Ctx(), a.Kept(), a.FileName())
	if err != nil {
		return err
	}
	return r.GoTo(address)
}

// removeDocumentPage asks before a file is removed.
type removeDocumentPage struct {
	Caption, What, Note string
	Reason              []template.HTML // none of a draft: nothing of it is kept
	Action, Keep        string
}

// fillRemoval asks why: nothing of a draft, of which nothing is kept.
func fillRemoval(r *web.Request) formview.Filled {
	why := form.Section{Slug: "remove-document"}
	if r.Case.Reference != "" {
		why.Fields = []form.Field{form.LongText("reason", "Why is it removed?", "Enter why it is removed").Hinted("This stays with the referral.")}
	}
	return formview.Fill(r, why, nil)
}

func (p pages) removeDocument(r *web.Request) error {
	if on, err := p.sentOn(r); on {
		return err
	}
	return p.askToRemove(r, http.StatusOK, web.Document{}, fillRemoval(r))
}

func (p pages) askToRemove(r *web.Request, status int, d web.Document, why formview.Filled) error {
	f := p.folder(r)
	a, err := p.attachment(r, f)
	if err != nil {
		return err
	}
	if a.Removed != nil {
		return r.GoTo(f.path)
	}
	d.Title, d.Back = "Remove this file?", f.path
	return r.ShowAs(status, "document_remove", d, removeDocumentPage{
		Caption: f.caption, What: a.What.Label(), Note: a.Note, Reason: why.Questions(), Action: f.path + "/" + url.PathEscape(a.ID) + "/remove", Keep: f.path,
	})
}

func (p pages) removeDocumentForm(r *web.Request) error {
	if on, err := p.sentOn(r); on {
		return err
	}
	why := fillRemoval(r)
	if why.Wrong() {
		return p.askToRemove(r, http.StatusUnprocessableEntity, web.Document{Problems: why.Summary()}, why)
	}
	f := p.folder(r)
	a, err := p.attachment(r, f)
	if err != nil {
		return err
	}
	if err := p.Store.RemoveAttachment(r.Ctx(), f.draft, a.ID, r.Actor(), why.First("reason")); err != nil {
		return err
	}
	return r.GoTo(f.path)
}
