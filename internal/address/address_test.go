package address

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestAddressesAreWrittenAsOnAnEnvelope(t *testing.T) {
	for _, c := range []struct {
		d    delivery
		want []string
	}{
		{delivery{Number: "1", Thoroughfare: "EXAMPLE STREET", Town: "EXAMPLETON"}, []string{"1 Example Street", "Exampleton"}},
		{delivery{SubBuilding: "FLAT 2", Building: "THE OLD BAKERY", Number: "12", Thoroughfare: "SPECIMEN ROAD", DependentLocality: "TRIALFORD", Town: "EXAMPLETON-ON-TEST"},
			[]string{"Flat 2, The Old Bakery", "12 Specimen Road", "Trialford", "Exampleton-on-Test"}},
		{delivery{Building: "12A", Thoroughfare: "SPECIMEN ROAD", Town: "EXAMPLETON"}, []string{"12A Specimen Road", "Exampleton"}},
		{delivery{Building: "12-14", Thoroughfare: "SPECIMEN ROAD", Town: "EXAMPLETON"}, []string{"12-14 Specimen Road", "Exampleton"}},
		{delivery{Building: "ST. TESTCASE'S COTTAGE", DoubleDependentLocality: "UPPER TRIAL", DependentLocality: "TRIALFORD", Town: "EXAMPLETON"},
			[]string{"St. Testcase's Cottage", "Upper Trial, Trialford", "Exampleton"}},
		{delivery{Number: "3", DependentThoroughfare: "O'SAMPLE MEWS", Thoroughfare: "SPECIMEN ROAD", Town: "EXAMPLETON"}, []string{"3 O'Sample Mews", "Specimen Road", "Exampleton"}},
		{delivery{Number: "4", DependentLocality: "TRIALFORD", Town: "EXAMPLETON"}, []string{"4 Trialford", "Exampleton"}},
		{delivery{Organisation: "HOUSE OF THE MADE UP", PostOfficeBox: "99", Town: "EXAMPLETON"}, []string{"House of the Made Up", "PO Box 99", "Exampleton"}},
		{delivery{Building: "LODGE, THE PARK", Number: "1ST", Thoroughfare: "22ND STREET", Town: "EXAMPLETON"}, []string{"Lodge, The Park", "1st 22nd Street", "Exampleton"}},
		{delivery{}, nil},
	} {
		if got := c.d.address().Lines; !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.d, got, c.want)
		}
	}
}

// Whatever the other side sends is an address or an error, and never more.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"header":{"totalresults":1},"results":[{"DPA":{"UPRN":"1","BUILDING_NAME":"12A","POST_TOWN":"EXAMPLETON"}}]}`))
	f.Add([]byte(`{"results":[{"DPA":{"UPRN":{},"BUILDING_NUMBER":null,"PO_BOX_NUMBER":12,"THOROUGHFARE_NAME":"’’O'"}}]}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		var page answer
		if json.Unmarshal(document, &page) != nil {
			return
		}
		for _, result := range page.Results {
			for _, line := range result.DPA.address().Lines {
				if line == "" || !utf8.ValidString(line) {
					t.Errorf("%q", line)
				}
			}
		}
	})
}
