package site

import (
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

const fileOne, fileTwo = "AAAAAAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBBBBBB"

// attach makes a place for a file, as the form does.
func (b browser) attach(list, id, what, note string) page {
	b.t.Helper()
	return b.post(list, url.Values{"id": {id}, "what": {what}, "note": {note}})
}

// judged makes the file one that the scanner has looked at.
func (s *site) judged(draft, id string, state referral.AttachmentState, media string) {
	s.t.Helper()
	if err := s.store.RecordScan(s.t.Context(), draft, id, state, media); err != nil {
		s.t.Fatal(err)
	}
}

// openWithFiles sends a referral with a clean letter, a file with a virus, and one that
// was never sent.
func (s *site) openWithFiles() (referral.Reference, string) {
	s.t.Helper()
	reference := s.strandAt(referral.AssistiveTechnology, claimed)
	c, _, err := s.store.Case(s.t.Context(), reference)
	if err != nil {
		s.t.Fatal(err)
	}
	list := display.DocumentsOf(reference)
	b := s.signIn(socialWorker)
	b.attach(list, fileOne, "discharge-letter", "From the <ward>.").to(list + "/" + fileOne)
	b.attach(list, fileTwo, "photograph", "").to(list + "/" + fileTwo)
	b.attach(list, strings.Repeat("C", 26), "other", "").must(303)
	s.judged(c.Draft, fileOne, referral.AttachmentClean, "application/pdf")
	s.judged(c.Draft, fileTwo, referral.AttachmentThreat, "")
	return reference, c.Draft
}

func TestDocumentsOfADraft(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin()
	list := d.path + "/documents"
	d.get(list).must(200).golden("documents_empty")
	d.post(list, url.Values{"id": {fileOne}}).must(422).says("Select what you want to add").golden("documents_error")
	d.post(list, url.Values{"id": {"not one of ours"}, "what": {"other"}}).must(422).says("Open the documents again")
	d.attach(list, fileOne, "other", "The key safe code is 4821").must(422).says("If there is a key safe code in this, take it out").golden("documents_filled")
	d.attach(list, fileOne, "photograph", "The socket.").must(303).to(list + "/" + fileOne)
	d.attach(list, fileOne, "photograph", "The socket.").must(303) // a double click
	d.get(list).must(200).says("Not checked yet", "The socket.")
	if files, err := s.store.Attachments(t.Context(), d.id()); err != nil || len(files) != 1 {
		t.Errorf("%d files (%v); want 1", len(files), err)
	}
	d.get(d.path).must(200).says("1 document or photograph (1 not checked for viruses yet)")

	upload := d.get(list + "/" + fileOne).must(200).says("up to 10 MB").golden("document_upload")
	for name, want := range map[string]string{
		"key": "incoming/" + d.id() + "/" + fileOne, "success_action_redirect": "http://localhost" + list,
	} {
		if got := upload.value(name); got != want {
			t.Errorf("the form sends %s=%q; want %q", name, got, want)
		}
	}
	d.get(list + "/" + fileTwo).must(404).says("File not found")
	d.get(list + "/" + fileOne + "/file").must(303).to(list) // nobody has looked at it
	d.get(list + "/" + fileOne + "/remove").must(200).golden("document_remove")
	d.post(list+"/"+fileOne+"/remove", nil).must(303)
	d.get(list + "/" + fileOne).must(303).to(list)
}

func TestAReferralHasOnlySoManyFiles(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin()
	list := d.path + "/documents"
	for n := range referral.CurrentPolicy().Attachments.Most {
		d.attach(list, strings.Repeat(string(rune('A'+n)), 26), "other", "").must(303)
	}
	d.get(list).must(200).says("A referral can have 10 files").lacks("Continue to choose the file").golden("documents_full")
	d.attach(list, strings.Repeat("Z", 26), "other", "").must(422).says("Remove a file first: a referral can have 10")
	d.post(list+"/"+strings.Repeat("A", 26)+"/remove", nil).must(303)
	d.attach(list, strings.Repeat("Z", 26), "other", "").must(303)
}

func TestDocumentsOfACase(t *testing.T) {
	s := newSite(t)
	reference, _ := s.openWithFiles()
	list := display.DocumentsOf(reference)
	b := s.signIn(socialWorker)
	b.get(list).must(200).golden("documents_case")
	b.get(list + "/" + fileOne + "/remove").must(200).golden("document_remove_case")
	b.post(list+"/"+fileOne+"/remove", url.Values{}).must(422).says("Enter why it is removed").golden("document_remove_error")
	b.post(list+"/"+fileOne+"/remove", url.Values{"reason": {"The key safe code is 4821."}}).must(422).golden("document_remove_filled")
	s.nobody().get(list).must(303)
	s.signIn(otherWorker).get(list).must(404)
	s.signIn(otherWorker).get(list + "/" + fileOne + "/file").must(404)
	// Those who may look and not work on it get the file, and can add nothing.
	officer := s.signIn(dataOfficer)
	officer.get(list).must(200).says("Download").lacks("Remove", "Continue to choose the file")
	officer.post(list+"/"+fileOne+"/remove", url.Values{"reason": {"any"}}).must(403)

	before := len(s.reads(reference))
	address := officer.get(list + "/" + fileOne + "/file").must(303).location
	for _, part := range []string{"/kept/", fileOne, "X-Amz-Expires=60", "attachment%3B%20filename%3D%22discharge-letter.pdf%22", "X-Amz-Signature="} {
		if !strings.Contains(address, part) {
			t.Errorf("the address %s has no %s", address, part)
		}
	}
	if strings.Contains(address, "ward") || strings.Contains(address, string(reference)) {
		t.Errorf("the address says what it is about: %s", address)
	}
	if reads := s.reads(reference); len(reads) != before+1 || !strings.Contains(reads[len(reads)-1], "document") {
		t.Errorf("recorded: %v", reads)
	}
	officer.get(list + "/" + fileTwo + "/file").must(303).to(list) // it had a virus

	b.post(list+"/"+fileOne+"/remove", url.Values{"reason": {"Not about this person."}}).must(303)
	b.get(list).must(200).says("Not about this person.").lacks("Download").golden("documents_removed")
	officer.get(list + "/" + fileOne + "/file").must(303).to(list)
}

// A draft that was sent leads on to its case, with what was added before.
func TestDocumentsGoWithTheReferral(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	d.attach(d.path+"/documents", fileOne, "discharge-letter", "").must(303)
	s.judged(d.id(), fileOne, referral.AttachmentClean, "application/pdf")
	d.get(d.path + "/check-answers").must(200).says("1 document or photograph")
	reference := d.send()
	d.get(d.path + "/documents").must(303).to(display.DocumentsOf(reference))
	d.get(display.DocumentsOf(reference)).must(200).says("A discharge letter", "Checked")
	d.get(web.PathOfCase(reference)).must(200).says("1 document or photograph")
}

// Deleting a draft takes its files away.
func TestADeletedDraftLeavesNoFiles(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin()
	d.attach(d.path+"/documents", fileOne, "other", "").must(303)
	d.post(d.path+"/delete", nil).must(303)
	files, err := s.store.Attachments(t.Context(), d.id())
	if err != nil || len(files) != 1 || files[0].Removed == nil || files[0].Look.After(s.clock()) {
		t.Errorf("left: %+v (%v)", files, err)
	}
}
