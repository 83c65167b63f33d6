package site

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	awsdynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
)

// theCode is what nobody may find anywhere.
const theCode = "C4821Y"

// storeCode stores a code with a case, as if its referrer had entered it.
func (s *site) storeCode(r referral.Reference, code string) {
	s.t.Helper()
	c, _, err := s.store.Case(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	sealed, err := s.box.Seal(s.t.Context(), envelope.Place{Draft: c.Draft, Name: intake.KeySafeCode}, code)
	if err != nil {
		s.t.Fatal(err)
	}
	secret := casestore.Secret{Name: intake.KeySafeCode, ID: web.NewIdentifier(), By: socialWorker.Actor, At: s.clock(), Sealed: casestore.Sealed(sealed)}
	_, _, err = s.store.UpdateCase(s.t.Context(), casestore.CaseRevision{Reference: r, By: socialWorker.Actor, Request: web.NewIdentifier(), Secrets: []casestore.Secret{secret}},
		func(_ referral.Case, _ []referral.Strand) (referral.CaseChange, error) {
			sent, err := s.store.Referral(s.t.Context(), r)
			return referral.Answer{Facts: sent.Facts, Stored: []string{secret.Name}, Answers: referral.Answers{
				"key-safe": {"there"}, "key-safe-how": {"enter"}, intake.KeySafeCode: {secret.ID},
			}}, err
		})
	if err != nil {
		s.t.Fatal(err)
	}
}

// nowhereIn fails the test if the code stands in anything that is stored or logged.
func (s *site) nowhereIn(code string) {
	s.t.Helper()
	config := cloudConfig(s.t, s.clock)
	config.HTTPClient = &http.Client{Transport: s.cloud}
	answer, err := awsdynamodb.NewFromConfig(config).Scan(s.t.Context(), &awsdynamodb.ScanInput{TableName: aws.String("cases")})
	if err != nil {
		s.t.Fatal(err)
	}
	digits := regexp.MustCompile(`\b` + code[1:5] + `\b`) // within a hash they are chance
	for _, i := range answer.Items {
		if text := fmt.Sprintf("%q", plain(s.t, i)); strings.Contains(text, code) || digits.MatchString(text) {
			s.t.Errorf("it stands in the table: %s", text)
		}
	}
	if strings.Contains(s.log.String(), code) {
		s.t.Error("it stands in the log")
	}
}

// plain returns an item as JSON would have it.
func plain(t *testing.T, i map[string]types.AttributeValue) map[string]any {
	t.Helper()
	var all map[string]any
	if err := attributevalue.UnmarshalMap(i, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// withCode is the form of the section with the code; typed are more of its inputs.
func withCode(typed map[string]string) url.Values {
	form := url.Values{"key-safe": {"there"}, "key-safe-how": {"enter"}, "council-responds": {"yes"}}
	for name, value := range typed {
		form.Set(name, value)
	}
	return form
}

// brings is what a page's form brings back besides what is typed.
func (p page) brings(names ...string) map[string]string {
	p.t.Helper()
	carried := map[string]string{}
	for _, name := range append(names, "shown", "request", "turn", "from") {
		carried[name] = p.value(name)
	}
	return carried
}

func merged(all ...map[string]string) map[string]string {
	one := map[string]string{}
	for _, m := range all {
		maps.Copy(one, m)
	}
	return one
}

const keptCode = "key-safe-code-kept"

// From the first time that it is asked until it is looked at: the code is typed once,
// is shown nowhere but to whoever says why, and stands nowhere as it was typed.
func TestAKeySafeCodeIsSealedFromTheFirst(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	path := d.path + "/responders"
	page := d.get(path).must(http.StatusOK).says(`name="key-safe-code"`, `autocomplete="off"`, `data-autosave="off"`)
	d.post(path, withCode(merged(page.brings(), map[string]string{"key-safe-code": theCode}))).must(http.StatusSeeOther)
	stored := d.get(path).must(http.StatusOK).says(intake.StoredSecret, "New key safe code", "Remove the stored key safe code").lacks(theCode).golden("section_responders_code_stored")
	s.nowhereIn(theCode)

	// Saved again without typing it, by the button and by the page's script, it stays.
	id := stored.value(keptCode)
	d.post(path, withCode(merged(stored.brings(keptCode), map[string]string{"council-responds": "no"}))).must(http.StatusSeeOther)
	auto := d.get(path)
	d.script(path, withCode(merged(auto.brings(keptCode), map[string]string{"turn": "1", "access": "By the side door.", "key-safe-code": "C48"}))).must(http.StatusOK)
	if draft, err := s.store.Draft(t.Context(), socialWorker.ID, d.id()); err != nil || len(draft.Secrets) != 1 {
		t.Errorf("a script sent half a code, and there are %d: %v", len(draft.Secrets), err)
	}
	if now := d.get(path).says("By the side door.").value(keptCode); now != id {
		t.Errorf("stored as %s, and then as %s", id, now)
	}
	d.get(d.path+"/check-answers").must(http.StatusOK).says(intake.StoredSecret).lacks(theCode, id)
	d.get(d.path+"/print").lacks(theCode, id)

	r := d.send()
	d.get(d.path+"/sent").must(http.StatusOK).says(intake.StoredSecret).lacks(theCode, id)
	s.nowhereIn(theCode)
	if secret, err := s.store.Secret(t.Context(), r, intake.KeySafeCode); err != nil || secret.ID != id || secret.By.ID != socialWorker.ID || secret.Expires != 0 {
		t.Errorf("in the case: %+v, %v", secret, err)
	}
	if draft, err := s.store.Draft(t.Context(), socialWorker.ID, d.id()); err != nil || len(draft.Secrets) > 0 {
		t.Errorf("left in the draft: %v, %v", draft.Secrets, err)
	}
	// Whoever referred sees that it is stored, and no more.
	d.get(web.PathOfCase(r)).must(http.StatusOK).says(intake.StoredSecret).lacks(theCode, id, "See the key safe’s code")
	d.get(web.PathOfCase(r) + "/key-safe-code").must(http.StatusForbidden)
	d.post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).must(http.StatusForbidden).lacks(theCode)
}

func TestAKeySafeCodeIsShownWithAReason(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	s.storeCode(r, theCode)
	ot := s.signIn(therapist)
	address := web.PathOfCase(r) + "/key-safe-code"
	ot.get(web.PathOfCase(r)).must(http.StatusOK).says(intake.StoredSecret, `href="`+address+`"`, "See the key safe’s code").lacks(theCode)
	ot.get(address).must(http.StatusOK).lacks(theCode).golden("case_key-safe-code_empty")
	ot.post(address, url.Values{}).must(http.StatusUnprocessableEntity).says("Select why you need it", `href="#why"`).lacks(theCode).golden("case_key-safe-code_error")
	ot.post(address, url.Values{"why": {"other"}}).must(http.StatusUnprocessableEntity).says("Enter why you need it", `href="#details"`).lacks(theCode)
	if slices.Contains(s.reads(r), "key-safe-code") {
		t.Fatal("a look was recorded, and nothing shown")
	}
	shown := ot.post(address, url.Values{"why": {"other"}, "details": {"The police are at the door."}}).must(http.StatusOK).says(theCode, "Something else: The police are at the door.", therapist.Name)
	if shown.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a browser may keep it: %v", shown.header)
	}
	shown.golden("case_key-safe-code_filled")
	reads, err := s.store.Reads(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	n := slices.IndexFunc(reads, func(read casestore.Read) bool { return read.What == "key-safe-code" })
	if n < 0 || reads[n].Why != "Something else: The police are at the door." || reads[n].By.ID != therapist.ID {
		t.Errorf("recorded: %+v", reads)
	}
	ot.get(address).must(http.StatusOK).says("The police are at the door.").lacks(theCode)

	// Without the record there is no look.
	s.cloud.refuse = func(operation, input string) bool {
		return operation == "PutItem" && strings.Contains(input, "An emergency")
	}
	ot.post(address, url.Values{"why": {"emergency"}}).must(http.StatusInternalServerError).lacks(theCode)
	// Without the key neither.
	s.cloud.refuse = func(operation, _ string) bool { return operation == "Decrypt" }
	ot.post(address, url.Values{"why": {"visit"}}).must(http.StatusServiceUnavailable).says("The code cannot be shown just now").lacks(theCode)
	s.cloud.refuse = nil
	s.nowhereIn(theCode)

	// Who has no part in it, or only manages it, is not let in.
	s.signIn(otherOT).post(address, url.Values{"why": {"visit"}}).must(http.StatusForbidden).lacks(theCode)
	s.signIn(manager).post(address, url.Values{"why": {"visit"}}).must(http.StatusForbidden).lacks(theCode)
	s.signIn(facilitator).post(address, url.Values{"why": {"visit"}}).must(http.StatusNotFound).lacks(theCode)
}

// A code belongs to its referral: moved to another one it does not open.
func TestACodeOpensInItsOwnCaseOnly(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	c, _, err := s.store.Case(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	s.storeCode(r, theCode)
	other := s.strandAt(tech, claimed)
	s.storeCode(other, "X9999Z")
	moved, err := s.store.Secret(t.Context(), r, intake.KeySafeCode)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.store.UpdateCase(t.Context(), casestore.CaseRevision{Reference: other, By: socialWorker.Actor, Request: web.NewIdentifier(), Secrets: []casestore.Secret{moved}},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.Answer{Facts: referral.Facts{Person: referral.Person{Name: c.Name}}, Stored: []string{moved.Name}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	s.signIn(therapist).post(web.PathOfCase(other)+"/key-safe-code", url.Values{"why": {"visit"}}).must(http.StatusServiceUnavailable).lacks(theCode)
}

func TestACodeIsChangedAndRemovedInTheCase(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	ot := s.signIn(therapist)
	address, code := web.AnswersPath(r, "responders"), web.PathOfCase(r)+"/key-safe-code"
	look := func() page { return ot.post(code, url.Values{"why": {"visit"}}) }
	save := func(status int, typed map[string]string) page {
		t.Helper()
		page := ot.get(address).must(http.StatusOK)
		form := withCode(typed)
		form.Set("version", page.value("version"))
		form.Set("request", page.value("request"))
		if strings.Contains(page.html, keptCode) && form.Get("drop") == "" {
			form.Set(keptCode, page.value(keptCode))
		}
		return ot.post(address, form).must(status)
	}
	// Asked for where there is one, and refused where it is none.
	save(http.StatusUnprocessableEntity, map[string]string{"reason": "Found out."}).says("Enter the key safe’s code, or select another way to give it", `href="#key-safe-code"`)
	save(http.StatusUnprocessableEntity, map[string]string{"reason": "Found out.", "key-safe-code": "ab"}).says("Key safe code must have at least 3 characters").lacks(`value="ab"`)
	save(http.StatusUnprocessableEntity, map[string]string{"key-safe-code": theCode}).says("Enter why the answer is corrected", "Enter the key safe code again: it is not shown").lacks(theCode)
	s.nowhereIn(theCode)
	save(http.StatusSeeOther, map[string]string{"reason": "Found out.", "key-safe-code": theCode})
	look().must(http.StatusOK).says(theCode)
	// Saved without typing it again it stays; typed anew it is another.
	save(http.StatusSeeOther, map[string]string{"reason": "They come.", "council-responds": "no"})
	look().must(http.StatusOK).says(theCode)
	save(http.StatusSeeOther, map[string]string{"reason": "It was changed.", "council-responds": "no", "key-safe-code": "B7730X"})
	look().must(http.StatusOK).says("B7730X").lacks(theCode)
	ot.get(web.PathOfCase(r)).must(http.StatusOK).says("Key safe code •••• – stored (was: •••• – stored)").lacks(theCode, "B7730X")
	// Taken away, and with the question.
	save(http.StatusSeeOther, map[string]string{"reason": "They want it so.", "council-responds": "no", "key-safe-code-remove": "yes", "key-safe-how": "telephoned"})
	look().must(http.StatusNotFound)
	save(http.StatusSeeOther, map[string]string{"reason": "Now we may.", "council-responds": "no", "key-safe-code": theCode})
	save(http.StatusSeeOther, map[string]string{"reason": "It is gone.", "council-responds": "no", "key-safe": "no"})
	look().must(http.StatusNotFound)
	if _, err := s.store.Secret(t.Context(), r, intake.KeySafeCode); !casestore.IsNotFound(err) {
		t.Errorf("it is still stored: %v", err)
	}
	s.nowhereIn(theCode)
	s.nowhereIn("B7730X")
}

// What is to be telephoned in is a task until it was, and no correction then.
func TestACodeThatIsTelephonedInIsATask(t *testing.T) {
	s := newSite(t)
	answers := margaret(tech)
	answers["key-safe"], answers["key-safe-how"] = []string{"there"}, []string{"will-be-telephoned"}
	r := s.open(socialWorker, answers)
	s.take(r, tech, claimed)
	ot := s.signIn(therapist)
	ot.get(web.PathOfCase(r)).must(http.StatusOK).says("How do we get the key safe’s code?", "Get the key safe’s code: it was to be telephoned in")
	address := web.AnswersPath(r, "responders")
	page := ot.get(address).must(http.StatusOK)
	form := page.fill(nil)
	for name, values := range margaret(tech) {
		if strings.HasPrefix(name, "responder") || name == "council-responds" {
			form[name] = values
		}
	}
	maps.Copy(form, withCode(map[string]string{"key-safe-code": theCode}))
	ot.post(address, form).to(web.PathOfCase(r) + "?done=answers")
	ot.get(web.PathOfCase(r)).must(http.StatusOK).lacks("Get the key safe’s code: it was to be telephoned in")
}

// Once nothing is worked on any more nothing is kept, and a reopened case asks again.
func TestACodeGoesWhenTheCaseIsClosed(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	s.storeCode(r, theCode)
	s.change(r, tech, therapist.Actor, referral.Withdraw{Reason: "No longer wanted."})
	if _, err := s.store.Secret(t.Context(), r, intake.KeySafeCode); !casestore.IsNotFound(err) {
		t.Errorf("it is still stored: %v", err)
	}
	page := s.signIn(therapist).get(web.PathOfCase(r)).must(http.StatusOK)
	if before, _, _ := strings.Cut(page.html, "History"); strings.Contains(before, intake.StoredSecret) {
		t.Errorf("the page says that it is stored: %s", page.text())
	}
	s.signIn(therapist).post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).must(http.StatusNotFound)
}

// Two tabs with a code each: neither is lost unseen, and the one that is chosen counts.
func TestTwoCodesInTwoTabs(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	path := d.path + "/responders"
	one, other := d.get(path).must(http.StatusOK), d.get(path).must(http.StatusOK)
	d.post(path, withCode(merged(one.brings(), map[string]string{"key-safe-code": theCode}))).must(http.StatusSeeOther)
	clash := d.post(path, withCode(merged(other.brings(), map[string]string{"key-safe-code": "B7730X"}))).must(http.StatusConflict)
	clash.says("Key safe code", intake.StoredSecret).lacks(theCode, "B7730X")
	first := d.get(path).value(keptCode)
	form := withCode(merged(clash.brings(keptCode), map[string]string{"keep-key-safe-code": "typed", "clashes": "key-safe-code", "saved-key-safe-code-kept": first}))
	d.post(path, form).must(http.StatusSeeOther)
	r := d.send()
	s.take(r, tech, waiting)
	s.change(r, tech, assessor.Actor, referral.Claim{})
	s.signIn(assessor).post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).must(http.StatusOK).says("B7730X").lacks(theCode)
	s.nowhereIn(theCode)
}

// A form that met a timed-out sign-in is kept without the code, which is asked for again.
func TestACodeIsNotKeptWhileSomebodySignsIn(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	page := d.get(d.path + "/responders").must(http.StatusOK)
	s.at(monday.Add(31 * 24 * time.Hour))
	d.post(d.path+"/responders", withCode(merged(page.brings(), map[string]string{"key-safe-code": theCode}))).to("/sign-in?from=form")
	s.nowhereIn(theCode)
}

// Where the key cannot be reached, everything else is saved, and the page says so.
func TestACodeThatCannotBeSealedHoldsUpNothing(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	page := d.get(d.path + "/responders").must(http.StatusOK)
	s.cloud.refuse = func(operation, _ string) bool { return operation == "GenerateDataKey" }
	answer := d.post(d.path+"/responders", withCode(merged(page.brings(), map[string]string{"key-safe-code": theCode, "access": "By the side door."})))
	answer.must(http.StatusUnprocessableEntity).says("Key safe code could not be stored just now").lacks(theCode)
	d.get(d.path + "/responders").must(http.StatusOK).says("By the side door.").lacks(keptCode)
	s.nowhereIn(theCode)
}
