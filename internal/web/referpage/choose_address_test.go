package referpage_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/address"
)

// places is a look-up with that many houses, or that fails.
type places struct {
	houses, homes int
	status        int
	asked         []string
}

// RoundTrip answers as Ordnance Survey does.
func (p *places) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked = append(p.asked, r.URL.Query().Get("postcode"))
	w := httptest.NewRecorder()
	if p.status != 0 {
		w.WriteHeader(p.status)
		return w.Result(), nil
	}
	var results []string
	for n := range p.houses {
		results = append(results, fmt.Sprintf(`{"DPA":{"UPRN":"%d","BUILDING_NUMBER":"%d","THOROUGHFARE_NAME":"EXAMPLE STREET","POST_TOWN":"EXAMPLETON","POSTCODE":"ZY1 1ZZ","CLASSIFICATION_CODE":"RD04"}}`, 999999000001+n, n+1))
	}
	for n := range p.homes {
		results = append(results, fmt.Sprintf(`{"DPA":{"UPRN":"%d","ORGANISATION_NAME":"TESTINGTON LODGE | HOME","BUILDING_NUMBER":"%d","THOROUGHFARE_NAME":"SAMPLE LANE","POST_TOWN":"EXAMPLETON","POSTCODE":"ZY1 1ZZ","CLASSIFICATION_CODE":"RI01"}}`, 999999100001+n, n+1))
	}
	fmt.Fprintf(w, `{"header":{"totalresults":%d},"results":[%s]}`, len(results), strings.Join(results, ","))
	return w.Result(), nil
}

func (p *places) client() *address.Client {
	return address.New(address.Options{BaseURL: "https://places.example.org", HTTP: &http.Client{Transport: p}, Key: func(context.Context) (string, error) { return "k", nil }})
}

func finding(postcode string) url.Values {
	return url.Values{"full-name": {"Mike Test"}, "postcode": {postcode}, "then": {"find-address"}}
}

func TestAnAddressIsChosenFromItsPostcode(t *testing.T) {
	p := &places{houses: 3}
	d := webtest.NewWith(t, p.client()).SignIn(webtest.SocialWorker).Begin()
	d.Get(d.Path + "/person").Must(200).Says("Find address").Shown("section_person_with_look_up")
	d.Post(d.Path+"/person", finding("zy11zz")).To(d.Path + "/address")
	page := d.Get(d.Path+"/address").Must(200).Says("ZY1 1ZZ", "2 Example Street, Exampleton", `href="`+d.Path+`/person#address"`).Golden("choose_address")
	if len(p.asked) != 1 || p.asked[0] != "ZY1 1ZZ" {
		t.Errorf("asked for %q", p.asked)
	}
	d.Post(d.Path+"/address", url.Values{}).Must(422).Says("<title>Error: Choose the address", "Select the address, or type it").Golden("choose_address_error")
	chosen := "999999000002|ZY1 1ZZ|2 Example Street|Exampleton"
	page.Says(`value="` + chosen + `"`)
	d.Post(d.Path+"/address", url.Values{"chosen": {chosen}}).To(d.Path + "/person#address")
	d.Get(d.Path+"/person").Must(200).Says("2 Example Street\nExampleton</textarea>", `value="ZY1 1ZZ"`, `value="999999000002"`, "Mike Test")
	// Choosing once more, after the text was changed, brings its number back.
	d.Post(d.Path+"/person", url.Values{"full-name": {"Mike Test"}, "postcode": {"ZY1 1ZZ"}, "address": {"2 Example St"}, "uprn": {"999999000002"}}).Must(422)
	d.Get(d.Path + "/person").Lacks("999999000002")
	d.Post(d.Path+"/address", url.Values{"chosen": {chosen}}).Must(303)
	d.Get(d.Path + "/person").Says(`value="999999000002"`)
}

func TestWhereTheAddressWasAskedIsGoneBackTo(t *testing.T) {
	d := webtest.NewWith(t, (&places{houses: 1}).client()).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	form := webtest.With(webtest.Pendant(), "person", map[string]string{"then": "find-address", "from": "check-answers"})["person"]
	d.Post(d.Path+"/person", form).To(d.Path + "/address?from=check-answers")
	page := d.Get(d.Path + "/address?from=check-answers").Must(200).Says(`href="` + d.Path + `/person?from=check-answers#address"`)
	d.Post(d.Path+"/address", url.Values{"from": {page.Value("from")}, "chosen": {"1|ZY1 1ZZ|1 Example Street"}}).To(d.Path + "/person?from=check-answers#address")
	say(d, "person", finding("ZY1 1ZZ")).To(d.Path + "/address?from=telephone")
	page = d.Get(d.Path + "/address?from=telephone").Must(200).Says(`href="` + by(d, "person#address") + `"`)
	d.Post(d.Path+"/address", url.Values{"from": {page.Value("from")}, "chosen": {"1|ZY1 1ZZ|1 Example Street"}}).To(by(d, "person#address"))
	if got := d.Get(d.Path + "/address?from=//example.org").Value("from"); got != "" {
		t.Errorf("from is %q", got)
	}
}

func TestALookUpThatDoesNotWorkLosesNothing(t *testing.T) {
	for _, status := range []int{400, 401, 429, 500, 503} {
		d := webtest.NewWith(t, (&places{status: status}).client()).SignIn(webtest.SocialWorker).Begin()
		d.Post(d.Path+"/person", finding("ZY1 1ZZ")).To(d.Path + "/address")
		page := d.Get(d.Path+"/address").Must(200).Says("Address look-up is not working", "Type the address instead", `href="`+d.Path+`/person#address"`)
		if status == 500 {
			page.Golden("choose_address_not_working")
		}
		d.Get(d.Path+"/person").Must(200).Says("Mike Test", `value="ZY1 1ZZ"`)
		d.Post(d.Path+"/address", url.Values{"chosen": {"nonsense"}}).Must(422).Says("Address look-up is not working")
		logged := d.Log.String()
		if !strings.Contains(logged, fmt.Sprint("answered with ", status)) || strings.Contains(logged, "ZY1") || strings.Contains(logged, "1ZZ") {
			t.Errorf("logged %s", logged)
		}
	}
}

func TestOnlyAPostcodeIsLookedUp(t *testing.T) {
	p := &places{houses: 1}
	d := webtest.NewWith(t, p.client()).SignIn(webtest.SocialWorker).Begin()
	// Of everything that is wrong, only the postcode stands in the way.
	d.Post(d.Path+"/person", finding("nonsense")).Must(422).Says(`<a href="#postcode">Enter a full UK postcode`, "Mike Test").Lacks("Enter the person’s date of birth")
	d.Post(d.Path+"/person", finding("")).Must(422).Says("Enter the postcode, or select ‘No fixed abode’")
	d.Get(d.Path + "/address").To(d.Path + "/person#postcode")
	if len(p.asked) > 0 {
		t.Errorf("asked for %q", p.asked)
	}
	p.houses = 0
	d.Post(d.Path+"/person", finding("ZY9 9ZZ")).To(d.Path + "/address")
	d.Get(d.Path+"/address").Must(200).Says("No address was found", "ZY9 9ZZ", "type the address").Golden("choose_address_none")
	// Where nothing is looked up, it is typed as ever.
	without := webtest.New(t).SignIn(webtest.SocialWorker).Begin()
	without.Get(without.Path + "/person").Must(200).Lacks("Find address")
	without.Post(without.Path+"/person", finding("ZY1 1ZZ")).Must(303)
	without.Get(without.Path + "/address").To(without.Path + "/person#postcode")
}

func TestManyAddressesAreAList(t *testing.T) {
	p := &places{houses: 15}
	d := webtest.NewWith(t, p.client()).SignIn(webtest.SocialWorker).Begin()
	d.Post(d.Path+"/person", finding("ZY1 1ZZ"))
	d.Get(d.Path + "/address").Must(200).Says(`type="radio"`).Lacks("<select")
	p.houses = 16
	d.Get(d.Path+"/address").Must(200).Says("<select", "16 addresses found").Lacks(`type="radio"`).Golden("choose_address_list")
}

func TestACareHomeIsSuggestedAndNotDecided(t *testing.T) {
	d := webtest.NewWith(t, (&places{houses: 1, homes: 1}).client()).SignIn(webtest.SocialWorker).Begin()
	d.Post(d.Path+"/person", finding("ZY1 1ZZ"))
	d.Get(d.Path+"/address").Must(200).Says("Testington Lodge | Home, 1 Sample Lane, Exampleton (care home)", "select ‘In a care home’")
	d.Post(d.Path+"/address", url.Values{"chosen": {"999999100001|ZY1 1ZZ|Testington Lodge|1 Sample Lane|Exampleton"}}).Must(303)
	d.Get(d.Path + "/person").Lacks(`value="care-home" checked`)
	d.Post(d.Path+"/person", url.Values{"will-be": {"care-home"}, "postcode": {"ZY1 1ZZ"}, "then": {"find-address"}}).Must(303)
	d.Get(d.Path + "/address").Must(200).Lacks("select ‘In a care home’")
}

func TestWhatIsNoAddressIsNotChosen(t *testing.T) {
	d := webtest.NewWith(t, (&places{houses: 1}).client()).SignIn(webtest.SocialWorker).Begin()
	d.Post(d.Path+"/person", finding("ZY1 1ZZ"))
	for _, chosen := range []string{"", "|", "||", "1|nonsense|1 Example Street", "nonsense|ZY1 1ZZ|1 Example Street", "1|ZY1 1ZZ|", "1|ZY1 1ZZ|" + strings.Repeat("ä", 301), "<script>|ZY1 1ZZ|x"} {
		d.Post(d.Path+"/address", url.Values{"chosen": {chosen}}).Must(422).Says("Select the address, or type it").Lacks("<script>|")
	}
	d.Get(d.Path + "/person").Lacks("Example Street")
	d.Post(d.Path+"/address", url.Values{"chosen": {"|ZY1 1ZZ|4 Trialford"}}).Must(303) // Northern Ireland has no numbers
	d.Get(d.Path + "/person").Says("4 Trialford")
}
