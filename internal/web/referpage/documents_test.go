package referpage_test

import (
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// attach makes a place for a file, as the form does.
func attach(b webtest.Browser, list, id, what, note string) webtest.Page {
	b.T.Helper()
	return b.Post(list, url.Values{"id": {id}, "what": {what}, "note": {note}})
}

// judged makes the file one that the scanner has looked at.
func judged(s *webtest.Site, draft, id string, state referral.AttachmentState, media string) {
	s.T.Helper()
	if err := s.Store.RecordScan(s.T.Context(), draft, id, state, media); err != nil {
		s.T.Fatal(err)
	}
}

// openWithFiles sends a referral with a clean letter, a file with a virus, and one that
// was never sent.
func openWithFiles(s *webtest.Site) (referral.Reference, string) {
	s.T.Helper()
	reference := s.StrandAt(referral.AssistiveTechnology, webtest.Claimed)
	c, _, err := s.Store.Case(s.T.Context(), reference)
	if err != nil {
		s.T.Fatal(err)
	}
	list := display.DocumentsOf(reference)
	b := s.SignIn(webtest.SocialWorker)
	attach(b, list, webtest.FileOne, "discharge-letter", "From the <ward>.").To(list + "/" + webtest.FileOne)
	attach(b, list, webtest.FileTwo, "photograph", "").To(list + "/" + webtest.FileTwo)
	attach(b, list, strings.Repeat("C", 26), "other", "").Must(303)
	judged(s, c.Draft, webtest.FileOne, referral.AttachmentClean, "application/pdf")
	judged(s, c.Draft, webtest.FileTwo, referral.AttachmentThreat, "")
	return reference, c.Draft
}

func TestDocumentsOfADraft(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin()
	list := d.Path + "/documents"
	d.Get(list).Must(200).Golden("documents_empty")
	d.Post(list, url.Values{"id": {webtest.FileOne}}).Must(422).Says("Select what you want to add").Golden("documents_error")
	d.Post(list, url.Values{"id": {"not one of ours"}, "what": {"other"}}).Must(422).Says("Open the documents again")
	attach(d.Browser, list, webtest.FileOne, "other", "The key safe code is 4821").Must(422).Says("This looks like a key safe code").Golden("documents_filled")
	attach(d.Browser, list, webtest.FileOne, "photograph", "The socket.").Must(303).To(list + "/" + webtest.FileOne)
	attach(d.Browser, list, webtest.FileOne, "photograph", "The socket.").Must(303) // a double click
	d.Get(list).Must(200).Says("Not checked yet", "The socket.")
	if files, err := s.Store.Attachments(t.Context(), d.Id()); err != nil || len(files) != 1 {
		t.Errorf("%d files (%v); want 1", len(files), err)
	}
	d.Get(d.Path).Must(200).Says("1 document or photograph (1 not checked for viruses yet)")

	upload := d.Get(list + "/" + webtest.FileOne).Must(200).Says("up to 10 MB").Golden("document_upload")
	for name, want := range map[string]string{
		"key": "incoming/" + d.Id() + "/" + webtest.FileOne, "success_action_redirect": "http://localhost" + list,
	} {
		if got := upload.Value(name); got != want {
			t.Errorf("the form sends %s=%q; want %q", name, got, want)
		}
	}
	d.Get(list + "/" + webtest.FileTwo).Must(404).Says("File not found")
	d.Get(list + "/" + webtest.FileOne + "/file").Must(303).To(list) // nobody has looked at it
	d.Get(list + "/" + webtest.FileOne + "/remove").Must(200).Golden("document_remove")
	d.Post(list+"/"+webtest.FileOne+"/remove", nil).Must(303)
	d.Get(list + "/" + webtest.FileOne).Must(303).To(list)
}

func TestAReferralHasOnlySoManyFiles(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin()
	list := d.Path + "/documents"
	for n := range webtest.Rules().Policy.Attachments.Most {
		attach(d.Browser, list, strings.Repeat(string(rune('A'+n)), 26), "other", "").Must(303)
	}
	d.Get(list).Must(200).Says("A referral can have 10 files").Lacks("Continue to choose the file").Golden("documents_full")
	attach(d.Browser, list, strings.Repeat("Z", 26), "other", "").Must(422).Says("Remove a file first: a referral can have 10")
	d.Post(list+"/"+strings.Repeat("A", 26)+"/remove", nil).Must(303)
	attach(d.Browser, list, strings.Repeat("Z", 26), "other", "").Must(303)
}

func TestDocumentsOfACase(t *testing.T) {
	s := webtest.New(t)
	reference, _ := openWithFiles(s)
	list := display.DocumentsOf(reference)
	b := s.SignIn(webtest.SocialWorker)
	b.Get(list).Must(200).Golden("documents_case")
	b.Get(list + "/" + webtest.FileOne + "/remove").Must(200).Golden("document_remove_case")
	b.Post(list+"/"+webtest.FileOne+"/remove", url.Values{}).Must(422).Says("Enter why it is removed").Golden("document_remove_error")
	b.Post(list+"/"+webtest.FileOne+"/remove", url.Values{"reason": {"The key safe code is 4821."}}).Must(422).Golden("document_remove_filled")
	s.Nobody().Get(list).Must(303)
	s.SignIn(webtest.OtherWorker).Get(list).Must(404)
	s.SignIn(webtest.OtherWorker).Get(list + "/" + webtest.FileOne + "/file").Must(404)
	// Those who may look and not work on it get the file, and can add nothing.
	officer := s.SignIn(webtest.DataOfficer)
	officer.Get(list).Must(200).Says("Download").Lacks("Remove", "Continue to choose the file")
	officer.Post(list+"/"+webtest.FileOne+"/remove", url.Values{"reason": {"any"}}).Must(403)

	before := len(s.Reads(reference))
	address := officer.Get(list + "/" + webtest.FileOne + "/file").Must(303).Location
	for _, part := range []string{"/kept/", webtest.FileOne, "X-Amz-Expires=60", "attachment%3B%20filename%3D%22discharge-letter.pdf%22", "X-Amz-Signature="} {
		if !strings.Contains(address, part) {
			t.Errorf("the address %s has no %s", address, part)
		}
	}
	if strings.Contains(address, "ward") || strings.Contains(address, string(reference)) {
		t.Errorf("the address says what it is about: %s", address)
	}
	if reads := s.Reads(reference); len(reads) != before+1 || !strings.Contains(reads[len(reads)-1], "document") {
		t.Errorf("recorded: %v", reads)
	}
	officer.Get(list + "/" + webtest.FileTwo + "/file").Must(303).To(list) // it had a virus

	b.Post(list+"/"+webtest.FileOne+"/remove", url.Values{"reason": {"Not about this person."}}).Must(303)
	b.Get(list).Must(200).Says("Not about this person.").Lacks("Download").Golden("documents_removed")
	officer.Get(list + "/" + webtest.FileOne + "/file").Must(303).To(list)
}

// A draft that was sent leads on to its case, with what was added before.
func TestDocumentsGoWithTheReferral(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	attach(d.Browser, d.Path+"/documents", webtest.FileOne, "discharge-letter", "").Must(303)
	judged(s, d.Id(), webtest.FileOne, referral.AttachmentClean, "application/pdf")
	d.Get(d.Path + "/check-answers").Must(200).Says("1 document or photograph")
	reference := d.Send()
	d.Get(d.Path + "/documents").Must(303).To(display.DocumentsOf(reference))
	d.Get(display.DocumentsOf(reference)).Must(200).Says("A discharge letter", "Checked")
	d.Get(web.PathOfCase(reference)).Must(200).Says("1 document or photograph")
}

// Deleting a draft takes its files away.
func TestADeletedDraftLeavesNoFiles(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin()
	attach(d.Browser, d.Path+"/documents", webtest.FileOne, "other", "").Must(303)
	d.Post(d.Path+"/delete", nil).Must(303)
	files, err := s.Store.Attachments(t.Context(), d.Id())
	if err != nil || len(files) != 1 || files[0].Removed == nil || files[0].Look.After(s.Clock()) {
		t.Errorf("left: %+v (%v)", files, err)
	}
}
