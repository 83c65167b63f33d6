package placesserver

import "fmt"

// place is a delivery point address, with the fields of the API that say where it is.
type place struct {
	Organisation, SubBuilding, Building, Number      string
	DependentThoroughfare, Thoroughfare              string
	DoubleDependentLocality, DependentLocality, Town string
	Box                                              string
	Classification, Description                      string
	NoUPRN                                           bool
}

const (
	house    = "RD04"
	flat     = "RD06"
	home     = "RI01"
	exampton = "EXAMPLETON"
)

var descriptions = map[string]string{house: "Terraced", flat: "Self Contained Flat (Includes Maisonette / Apartment)", home: "Care / Nursing Home"}

// gazetteer is every made-up place, by postcode.
func gazetteer() map[string][]place {
	all := map[string][]place{
		"ZY1 2AB": {{Organisation: "TESTINGTON LODGE CARE HOME", Number: "7", Thoroughfare: "SAMPLE LANE", Town: exampton, Classification: home}},
		"ZY1 3AB": {
			{SubBuilding: "FLAT 2", Building: "THE OLD BAKERY", Number: "12", Thoroughfare: "SPECIMEN ROAD", DependentLocality: "TRIALFORD", Town: "EXAMPLETON-ON-TEST", Classification: flat},
			{Building: "12A", Thoroughfare: "SPECIMEN ROAD", DependentLocality: "TRIALFORD", Town: "EXAMPLETON-ON-TEST", Classification: house},
			{Building: "ST. TESTCASE'S COTTAGE", DoubleDependentLocality: "UPPER TRIAL", DependentLocality: "TRIALFORD", Town: "EXAMPLETON-ON-TEST", Classification: house},
			{Number: "3", DependentThoroughfare: "O'SAMPLE MEWS", Thoroughfare: "SPECIMEN ROAD", Town: "EXAMPLETON-ON-TEST", Classification: house},
			{Number: "4", DependentLocality: "TRIALFORD", Town: "EXAMPLETON-ON-TEST", Classification: house, NoUPRN: true},
			{Organisation: "MADE UP HOUSING", Box: "99", Town: "EXAMPLETON-ON-TEST", Classification: "CO01"},
		},
	}
	for n := range 14 {
		all["ZY1 1ZZ"] = append(all["ZY1 1ZZ"], place{Number: fmt.Sprint(n + 1), Thoroughfare: "EXAMPLE STREET", Town: exampton, Classification: house})
	}
	for n := range 120 {
		all["ZY1 1AB"] = append(all["ZY1 1AB"], place{SubBuilding: fmt.Sprintf("FLAT %d", n+1), Building: "TESTINGTON COURT", Thoroughfare: "SAMPLE LANE", Town: exampton, Classification: flat})
	}
	return all
}

// line is the concatenated address, as the API writes it.
func (p place) line(postcode string) string {
	line := ""
	for _, part := range []string{p.Organisation, box(p.Box), p.SubBuilding, p.Building, p.Number, p.DependentThoroughfare, p.Thoroughfare,
		p.DoubleDependentLocality, p.DependentLocality, p.Town, postcode} {
		if part != "" {
			if line != "" {
				line += ", "
			}
			line += part
		}
	}
	return line
}

func box(number string) string {
	if number == "" {
		return ""
	}
	return "PO BOX " + number
}

// fields is the place as the API gives it: what is empty is left out.
func (p place) fields(postcode string, n int) map[string]any {
	uprn := fmt.Sprint(999_900_000_001 + n)
	if p.NoUPRN {
		uprn = ""
	}
	all := map[string]any{
		"UPRN": uprn, "UDPRN": fmt.Sprint(99_000_001 + n), "ADDRESS": p.line(postcode), "POST_TOWN": p.Town, "POSTCODE": postcode, "RPC": "1",
		"X_COORDINATE": 1.0, "Y_COORDINATE": 1.0, "STATUS": "APPROVED", "LOGICAL_STATUS_CODE": "1",
		"CLASSIFICATION_CODE": p.Classification, "CLASSIFICATION_CODE_DESCRIPTION": descriptions[p.Classification],
		"LOCAL_CUSTODIAN_CODE": 9999, "LOCAL_CUSTODIAN_CODE_DESCRIPTION": "MADE UP COUNCIL", "COUNTRY_CODE": "E", "COUNTRY_CODE_DESCRIPTION": "This record is within England",
		"POSTAL_ADDRESS_CODE": "D", "POSTAL_ADDRESS_CODE_DESCRIPTION": "A record which is linked to PAF", "BLPU_STATE_CODE": "2", "BLPU_STATE_CODE_DESCRIPTION": "In use",
		"ENTRY_DATE": "01/04/2020", "LAST_UPDATE_DATE": "01/04/2020", "LANGUAGE": "EN", "MATCH": 1.0, "MATCH_DESCRIPTION": "EXACT", "DELIVERY_POINT_SUFFIX": "1A",
	}
	for name, value := range map[string]string{
		"PO_BOX_NUMBER": p.Box, "ORGANISATION_NAME": p.Organisation, "SUB_BUILDING_NAME": p.SubBuilding, "BUILDING_NAME": p.Building, "BUILDING_NUMBER": p.Number,
		"DEPENDENT_THOROUGHFARE_NAME": p.DependentThoroughfare, "THOROUGHFARE_NAME": p.Thoroughfare,
		"DOUBLE_DEPENDENT_LOCALITY": p.DoubleDependentLocality, "DEPENDENT_LOCALITY": p.DependentLocality,
	} {
		if value != "" {
			all[name] = value
		}
	}
	return all
}
