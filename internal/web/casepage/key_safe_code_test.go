package casepage_test

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

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// nowhereIn fails the test if the code stands in anything that is stored or logged.
func nowhereIn(s *webtest.Site, code string) {
	s.T.Helper()
	config := webtest.CloudConfig(s.T, s.Clock)
	config.HTTPClient = &http.Client{Transport: s.Cloud}
	answer, err := awsdynamodb.NewFromConfig(config).Scan(s.T.Context(), &awsdynamodb.ScanInput{TableName: aws.String("cases")})
	if err != nil {
		s.T.Fatal(err)
	}
	digits := regexp.MustCompile(`\b` + code[1:5] + `\b`) // within a hash they are chance
	for _, i := range answer.Items {
		if text := fmt.Sprintf("%q", plain(s.T, i)); strings.Contains(text, code) || digits.MatchString(text) {
			s.T.Errorf("it stands in the table: %s", text)
		}
	}
	if strings.Contains(s.Log.String(), code) {
		s.T.Error("it stands in the log")
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
func brings(p webtest.Page, names ...string) map[string]string {
	p.T.Helper()
	carried := map[string]string{}
	for _, name := range append(names, "shown", "request", "turn", "from") {
		carried[name] = p.Value(name)
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
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	path := d.Path + "/responders"
	page := d.Get(path).Must(http.StatusOK).Says(`name="key-safe-code"`, `autocomplete="off"`, `data-autosave="off"`)
	d.Post(path, withCode(merged(brings(page), map[string]string{"key-safe-code": webtest.TheCode}))).Must(http.StatusSeeOther)
	stored := d.Get(path).Must(http.StatusOK).Says(form.StoredSecret, "New key safe code", "Remove the stored key safe code").Lacks(webtest.TheCode).Shown("section_responders_code_stored")
	nowhereIn(s, webtest.TheCode)

	// Saved again without typing it, by the button and by the page's script, it stays.
	id := stored.Value(keptCode)
	d.Post(path, withCode(merged(brings(stored, keptCode), map[string]string{"council-responds": "no"}))).Must(http.StatusSeeOther)
	auto := d.Get(path)
	d.Script(path, withCode(merged(brings(auto, keptCode), map[string]string{"turn": "1", "access": "By the side door.", "key-safe-code": "C48"}))).Must(http.StatusOK)
	if draft, err := s.Store.Draft(t.Context(), webtest.SocialWorker.ID, d.Id()); err != nil || len(draft.Secrets) != 1 {
		t.Errorf("a script sent half a code, and there are %d: %v", len(draft.Secrets), err)
	}
	if now := d.Get(path).Says("By the side door.").Value(keptCode); now != id {
		t.Errorf("stored as %s, and then as %s", id, now)
	}
	d.Get(d.Path+"/check-answers").Must(http.StatusOK).Says(form.StoredSecret).Lacks(webtest.TheCode, id)
	d.Get(d.Path+"/print").Lacks(webtest.TheCode, id)

	r := d.Send()
	d.Get(d.Path+"/sent").Must(http.StatusOK).Says(form.StoredSecret).Lacks(webtest.TheCode, id)
	nowhereIn(s, webtest.TheCode)
	if secret, err := s.Store.Secret(t.Context(), r, intake.KeySafeCode); err != nil || secret.ID != id || secret.By.ID != webtest.SocialWorker.ID || secret.Expires != 0 {
		t.Errorf("in the case: %+v, %v", secret, err)
	}
	if draft, err := s.Store.Draft(t.Context(), webtest.SocialWorker.ID, d.Id()); err != nil || len(draft.Secrets) > 0 {
		t.Errorf("left in the draft: %v, %v", draft.Secrets, err)
	}
	// Whoever referred sees that it is stored, and no more.
	d.Get(web.PathOfCase(r)).Must(http.StatusOK).Says(form.StoredSecret).Lacks(webtest.TheCode, id, "See the key safe’s code")
	d.Get(web.PathOfCase(r) + "/key-safe-code").Must(http.StatusForbidden)
	d.Post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).Must(http.StatusForbidden).Lacks(webtest.TheCode)
}

func TestAKeySafeCodeIsShownWithAReason(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.StoreCode(r, webtest.TheCode)
	ot := s.SignIn(webtest.Therapist)
	address := web.PathOfCase(r) + "/key-safe-code"
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says(form.StoredSecret, `href="`+address+`"`, "See the key safe’s code").Lacks(webtest.TheCode)
	ot.Get(address).Must(http.StatusOK).Lacks(webtest.TheCode).Golden("case_key-safe-code_empty")
	ot.Post(address, url.Values{}).Must(http.StatusUnprocessableEntity).Says("Select why you need it", `href="#why"`).Lacks(webtest.TheCode).Shown("case_key-safe-code_error")
	ot.Post(address, url.Values{"why": {"other"}}).Must(http.StatusUnprocessableEntity).Says("Enter why you need it", `href="#details"`).Lacks(webtest.TheCode)
	if slices.Contains(s.Reads(r), "key-safe-code") {
		t.Fatal("a look was recorded, and nothing shown")
	}
	shown := ot.Post(address, url.Values{"why": {"other"}, "details": {"The police are at the door."}}).Must(http.StatusOK).Says(webtest.TheCode, "Something else: The police are at the door.", webtest.Therapist.Name)
	if shown.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a browser may keep it: %v", shown.Header)
	}
	shown.Golden("case_key-safe-code_filled")
	reads, err := s.Store.Reads(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	n := slices.IndexFunc(reads, func(read casestore.Read) bool { return read.What == "key-safe-code" })
	if n < 0 || reads[n].Why != "Something else: The police are at the door." || reads[n].By.ID != webtest.Therapist.ID {
		t.Errorf("recorded: %+v", reads)
	}
	ot.Get(address).Must(http.StatusOK).Says("The police are at the door.").Lacks(webtest.TheCode)

	// Without the record there is no look.
	s.Cloud.Refuse = func(operation, input string) bool {
		return operation == "PutItem" && strings.Contains(input, "An emergency")
	}
	ot.Post(address, url.Values{"why": {"emergency"}}).Must(http.StatusInternalServerError).Lacks(webtest.TheCode)
	// Without the key neither.
	s.Cloud.Refuse = func(operation, _ string) bool { return operation == "Decrypt" }
	ot.Post(address, url.Values{"why": {"visit"}}).Must(http.StatusServiceUnavailable).Says("The code cannot be shown just now").Lacks(webtest.TheCode)
	s.Cloud.Refuse = nil
	nowhereIn(s, webtest.TheCode)

	// Who has no part in it, or only manages it, is not let in.
	s.SignIn(webtest.OtherOT).Post(address, url.Values{"why": {"visit"}}).Must(http.StatusForbidden).Lacks(webtest.TheCode)
	s.SignIn(webtest.Manager).Post(address, url.Values{"why": {"visit"}}).Must(http.StatusForbidden).Lacks(webtest.TheCode)
	s.SignIn(webtest.Facilitator).Post(address, url.Values{"why": {"visit"}}).Must(http.StatusNotFound).Lacks(webtest.TheCode)
}

// A code belongs to its referral: moved to another one it does not open.
func TestACodeOpensInItsOwnCaseOnly(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	c, _, err := s.Store.Case(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	s.StoreCode(r, webtest.TheCode)
	other := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.StoreCode(other, "X9999Z")
	moved, err := s.Store.Secret(t.Context(), r, intake.KeySafeCode)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Store.UpdateCase(t.Context(), casestore.CaseRevision{Reference: other, By: webtest.SocialWorker.Actor, Request: web.NewIdentifier(), Secrets: []casestore.Secret{moved}},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.Answer{Facts: referral.Facts{Person: referral.Person{Name: c.Name}}, Stored: []string{moved.Name}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	s.SignIn(webtest.Therapist).Post(web.PathOfCase(other)+"/key-safe-code", url.Values{"why": {"visit"}}).Must(http.StatusServiceUnavailable).Lacks(webtest.TheCode)
}

func TestACodeIsChangedAndRemovedInTheCase(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	ot := s.SignIn(webtest.Therapist)
	address, code := web.AnswersPath(r, "responders"), web.PathOfCase(r)+"/key-safe-code"
	look := func() webtest.Page { return ot.Post(code, url.Values{"why": {"visit"}}) }
	save := func(status int, typed map[string]string) webtest.Page {
		t.Helper()
		page := ot.Get(address).Must(http.StatusOK)
		form := withCode(typed)
		form.Set("version", page.Value("version"))
		form.Set("request", page.Value("request"))
		if strings.Contains(page.Html, keptCode) && form.Get("drop") == "" {
			form.Set(keptCode, page.Value(keptCode))
		}
		return ot.Post(address, form).Must(status)
	}
	// Asked for where there is one, and refused where it is none.
	save(http.StatusUnprocessableEntity, map[string]string{"reason": "Found out."}).Says("Enter the key safe’s code, or select another way to give it", `href="#key-safe-code"`)
	save(http.StatusUnprocessableEntity, map[string]string{"reason": "Found out.", "key-safe-code": "ab"}).Says("Key safe code must have at least 3 characters").Lacks(`value="ab"`)
	save(http.StatusUnprocessableEntity, map[string]string{"key-safe-code": webtest.TheCode}).Says("Enter why the answer is corrected", "Enter the key safe code again: it is not shown").Lacks(webtest.TheCode)
	nowhereIn(s, webtest.TheCode)
	save(http.StatusSeeOther, map[string]string{"reason": "Found out.", "key-safe-code": webtest.TheCode})
	look().Must(http.StatusOK).Says(webtest.TheCode)
	// Saved without typing it again it stays; typed anew it is another.
	save(http.StatusSeeOther, map[string]string{"reason": "They come.", "council-responds": "no"})
	look().Must(http.StatusOK).Says(webtest.TheCode)
	save(http.StatusSeeOther, map[string]string{"reason": "It was changed.", "council-responds": "no", "key-safe-code": "B7730X"})
	look().Must(http.StatusOK).Says("B7730X").Lacks(webtest.TheCode)
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Key safe code •••• – stored (was: •••• – stored)").Lacks(webtest.TheCode, "B7730X")
	// Taken away, and with the question.
	save(http.StatusSeeOther, map[string]string{"reason": "They want it so.", "council-responds": "no", "key-safe-code-remove": "yes", "key-safe-how": "telephoned"})
	look().Must(http.StatusNotFound)
	save(http.StatusSeeOther, map[string]string{"reason": "Now we may.", "council-responds": "no", "key-safe-code": webtest.TheCode})
	save(http.StatusSeeOther, map[string]string{"reason": "It is gone.", "council-responds": "no", "key-safe": "no"})
	look().Must(http.StatusNotFound)
	if _, err := s.Store.Secret(t.Context(), r, intake.KeySafeCode); !casestore.IsNotFound(err) {
		t.Errorf("it is still stored: %v", err)
	}
	nowhereIn(s, webtest.TheCode)
	nowhereIn(s, "B7730X")
}

// What is to be telephoned in is a task until it was, and no correction then.
func TestACodeThatIsTelephonedInIsATask(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech)
	answers["key-safe"], answers["key-safe-how"] = []string{"there"}, []string{"will-be-telephoned"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Claimed)
	ot := s.SignIn(webtest.Therapist)
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("How do we get the key safe’s code?", "Get the key safe’s code: it was to be telephoned in")
	address := web.AnswersPath(r, "responders")
	page := ot.Get(address).Must(http.StatusOK)
	form := page.Fill(nil)
	for name, values := range webtest.Margaret(webtest.Tech) {
		if strings.HasPrefix(name, "responder") || name == "council-responds" {
			form[name] = values
		}
	}
	maps.Copy(form, withCode(map[string]string{"key-safe-code": webtest.TheCode}))
	ot.Post(address, form).To(web.PathOfCase(r) + "?done=answers")
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Lacks("Get the key safe’s code: it was to be telephoned in")
}

// Once nothing is worked on any more nothing is kept, and a reopened case asks again.
func TestACodeGoesWhenTheCaseIsClosed(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.StoreCode(r, webtest.TheCode)
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.Withdraw{Reason: "No longer wanted."})
	if _, err := s.Store.Secret(t.Context(), r, intake.KeySafeCode); !casestore.IsNotFound(err) {
		t.Errorf("it is still stored: %v", err)
	}
	page := s.SignIn(webtest.Therapist).Get(web.PathOfCase(r)).Must(http.StatusOK)
	if before, _, _ := strings.Cut(page.Html, "History"); strings.Contains(before, form.StoredSecret) {
		t.Errorf("the page says that it is stored: %s", page.Text())
	}
	s.SignIn(webtest.Therapist).Post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).Must(http.StatusNotFound)
}

// Two tabs with a code each: neither is lost unseen, and the one that is chosen counts.
func TestTwoCodesInTwoTabs(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	path := d.Path + "/responders"
	one, other := d.Get(path).Must(http.StatusOK), d.Get(path).Must(http.StatusOK)
	d.Post(path, withCode(merged(brings(one), map[string]string{"key-safe-code": webtest.TheCode}))).Must(http.StatusSeeOther)
	clash := d.Post(path, withCode(merged(brings(other), map[string]string{"key-safe-code": "B7730X"}))).Must(http.StatusConflict)
	clash.Says("Key safe code", form.StoredSecret).Lacks(webtest.TheCode, "B7730X")
	first := d.Get(path).Value(keptCode)
	form := withCode(merged(brings(clash, keptCode), map[string]string{"keep-key-safe-code": "typed", "clashes": "key-safe-code", "saved-key-safe-code-kept": first}))
	d.Post(path, form).Must(http.StatusSeeOther)
	r := d.Send()
	s.Take(r, webtest.Tech, webtest.Waiting)
	s.Change(r, webtest.Tech, webtest.Assessor.Actor, referral.Claim{})
	s.SignIn(webtest.Assessor).Post(web.PathOfCase(r)+"/key-safe-code", url.Values{"why": {"visit"}}).Must(http.StatusOK).Says("B7730X").Lacks(webtest.TheCode)
	nowhereIn(s, webtest.TheCode)
}

// A form that met a timed-out sign-in is kept without the code, which is asked for again.
func TestACodeIsNotKeptWhileSomebodySignsIn(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	page := d.Get(d.Path + "/responders").Must(http.StatusOK)
	s.At(webtest.Monday.Add(31 * 24 * time.Hour))
	d.Post(d.Path+"/responders", withCode(merged(brings(page), map[string]string{"key-safe-code": webtest.TheCode}))).To("/sign-in?from=form")
	nowhereIn(s, webtest.TheCode)
}

// Where the key cannot be reached, everything else is saved, and the page says so.
func TestACodeThatCannotBeSealedHoldsUpNothing(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	page := d.Get(d.Path + "/responders").Must(http.StatusOK)
	s.Cloud.Refuse = func(operation, _ string) bool { return operation == "GenerateDataKey" }
	answer := d.Post(d.Path+"/responders", withCode(merged(brings(page), map[string]string{"key-safe-code": webtest.TheCode, "access": "By the side door."})))
	answer.Must(http.StatusUnprocessableEntity).Says("Key safe code could not be stored just now").Lacks(webtest.TheCode)
	d.Get(d.Path + "/responders").Must(http.StatusOK).Says("By the side door.").Lacks(keptCode)
	nowhereIn(s, webtest.TheCode)
}
