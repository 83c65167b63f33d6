package site

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

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
	d := newSiteWith(t, p.client()).signIn(socialWorker).begin()
	d.get(d.path + "/person").must(200).says("Find address").golden("section_person_with_look_up")
	d.post(d.path+"/person", finding("zy11zz")).to(d.path + "/address")
	page := d.get(d.path+"/address").must(200).says("ZY1 1ZZ", "2 Example Street, Exampleton", `href="`+d.path+`/person#address"`).golden("choose_address")
	if len(p.asked) != 1 || p.asked[0] != "ZY1 1ZZ" {
		t.Errorf("asked for %q", p.asked)
	}
	d.post(d.path+"/address", url.Values{}).must(422).says("<title>Error: Choose the address", "Select the address, or type it").golden("choose_address_error")
	chosen := "999999000002|ZY1 1ZZ|2 Example Street|Exampleton"
	page.says(`value="` + chosen + `"`)
	d.post(d.path+"/address", url.Values{"chosen": {chosen}}).to(d.path + "/person#address")
	d.get(d.path+"/person").must(200).says("2 Example Street\nExampleton</textarea>", `value="ZY1 1ZZ"`, `value="999999000002"`, "Mike Test")
	// Choosing once more, after the text was changed, brings its number back.
	d.post(d.path+"/person", url.Values{"full-name": {"Mike Test"}, "postcode": {"ZY1 1ZZ"}, "address": {"2 Example St"}, "uprn": {"999999000002"}}).must(422)
	d.get(d.path + "/person").lacks("999999000002")
	d.post(d.path+"/address", url.Values{"chosen": {chosen}}).must(303)
	d.get(d.path + "/person").says(`value="999999000002"`)
}

func TestWhereTheAddressWasAskedIsGoneBackTo(t *testing.T) {
	d := newSiteWith(t, (&places{houses: 1}).client()).signIn(socialWorker).begin().fill(pendant())
	form := with(pendant(), "person", map[string]string{"then": "find-address", "from": "check-answers"})["person"]
	d.post(d.path+"/person", form).to(d.path + "/address?from=check-answers")
	page := d.get(d.path + "/address?from=check-answers").must(200).says(`href="` + d.path + `/person?from=check-answers#address"`)
	d.post(d.path+"/address", url.Values{"from": {page.value("from")}, "chosen": {"1|ZY1 1ZZ|1 Example Street"}}).to(d.path + "/person?from=check-answers#address")
	d.say("person", finding("ZY1 1ZZ")).to(d.path + "/address?from=telephone")
	page = d.get(d.path + "/address?from=telephone").must(200).says(`href="` + d.by("person#address") + `"`)
	d.post(d.path+"/address", url.Values{"from": {page.value("from")}, "chosen": {"1|ZY1 1ZZ|1 Example Street"}}).to(d.by("person#address"))
	if got := d.get(d.path + "/address?from=//example.org").value("from"); got != "" {
		t.Errorf("from is %q", got)
	}
}

func TestALookUpThatDoesNotWorkLosesNothing(t *testing.T) {
	for _, status := range []int{400, 401, 429, 500, 503} {
		d := newSiteWith(t, (&places{status: status}).client()).signIn(socialWorker).begin()
		d.post(d.path+"/person", finding("ZY1 1ZZ")).to(d.path + "/address")
		page := d.get(d.path+"/address").must(200).says("Address look-up is not working", "Type the address instead", `href="`+d.path+`/person#address"`)
		if status == 500 {
			page.golden("choose_address_not_working")
		}
		d.get(d.path+"/person").must(200).says("Mike Test", `value="ZY1 1ZZ"`)
		d.post(d.path+"/address", url.Values{"chosen": {"nonsense"}}).must(422).says("Address look-up is not working")
		logged := d.log.String()
		if !strings.Contains(logged, fmt.Sprint("answered with ", status)) || strings.Contains(logged, "ZY1") || strings.Contains(logged, "1ZZ") {
			t.Errorf("logged %s", logged)
		}
	}
}

func TestOnlyAPostcodeIsLookedUp(t *testing.T) {
	p := &places{houses: 1}
	d := newSiteWith(t, p.client()).signIn(socialWorker).begin()
	// Of everything that is wrong, only the postcode stands in the way.
	d.post(d.path+"/person", finding("nonsense")).must(422).says(`<a href="#postcode">Enter a full UK postcode`, "Mike Test").lacks("Enter the person’s date of birth")
	d.post(d.path+"/person", finding("")).must(422).says("Enter the postcode, or select ‘No fixed abode’")
	d.get(d.path + "/address").to(d.path + "/person#postcode")
	if len(p.asked) > 0 {
		t.Errorf("asked for %q", p.asked)
	}
	p.houses = 0
	d.post(d.path+"/person", finding("ZY9 9ZZ")).to(d.path + "/address")
	d.get(d.path+"/address").must(200).says("No address was found", "ZY9 9ZZ", "type the address").golden("choose_address_none")
	// Where nothing is looked up, it is typed as ever.
	without := newSite(t).signIn(socialWorker).begin()
	without.get(without.path + "/person").must(200).lacks("Find address")
	without.post(without.path+"/person", finding("ZY1 1ZZ")).must(303)
	without.get(without.path + "/address").to(without.path + "/person#postcode")
}

func TestManyAddressesAreAList(t *testing.T) {
	p := &places{houses: 15}
	d := newSiteWith(t, p.client()).signIn(socialWorker).begin()
	d.post(d.path+"/person", finding("ZY1 1ZZ"))
	d.get(d.path + "/address").must(200).says(`type="radio"`).lacks("<select")
	p.houses = 16
	d.get(d.path+"/address").must(200).says("<select", "16 addresses found").lacks(`type="radio"`).golden("choose_address_list")
}

func TestACareHomeIsSuggestedAndNotDecided(t *testing.T) {
	d := newSiteWith(t, (&places{houses: 1, homes: 1}).client()).signIn(socialWorker).begin()
	d.post(d.path+"/person", finding("ZY1 1ZZ"))
	d.get(d.path+"/address").must(200).says("Testington Lodge | Home, 1 Sample Lane, Exampleton (care home)", "select ‘In a care home’")
	d.post(d.path+"/address", url.Values{"chosen": {"999999100001|ZY1 1ZZ|Testington Lodge|1 Sample Lane|Exampleton"}}).must(303)
	d.get(d.path + "/person").lacks(`value="care-home" checked`)
	d.post(d.path+"/person", url.Values{"will-be": {"care-home"}, "postcode": {"ZY1 1ZZ"}, "then": {"find-address"}}).must(303)
	d.get(d.path + "/address").must(200).lacks("select ‘In a care home’")
}

func TestWhatIsNoAddressIsNotChosen(t *testing.T) {
	d := newSiteWith(t, (&places{houses: 1}).client()).signIn(socialWorker).begin()
	d.post(d.path+"/person", finding("ZY1 1ZZ"))
	for _, chosen := range []string{"", "|", "||", "1|nonsense|1 Example Street", "nonsense|ZY1 1ZZ|1 Example Street", "1|ZY1 1ZZ|", "1|ZY1 1ZZ|" + strings.Repeat("ä", 301), "<script>|ZY1 1ZZ|x"} {
		d.post(d.path+"/address", url.Values{"chosen": {chosen}}).must(422).says("Select the address, or type it").lacks("<script>|")
	}
	d.get(d.path + "/person").lacks("Example Street")
	d.post(d.path+"/address", url.Values{"chosen": {"|ZY1 1ZZ|4 Trialford"}}).must(303) // Northern Ireland has no numbers
	d.get(d.path + "/person").says("4 Trialford")
}
