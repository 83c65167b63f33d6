package intake

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// NeedsOf returns the needs that equipment could serve: those that were named and,
// where none was, those that other answers tell of. named says which it is.
func NeedsOf(all form.Answers) (needs []catalogue.Need, named bool) {
	for _, need := range catalogue.Needs() {
		if all.Has("help-with", string(need)) {
			needs = append(needs, need)
		}
	}
	if len(needs) > 0 {
		return needs, true
	}
	for _, need := range catalogue.Needs() {
		if slices.Contains(needsTold(all), need) {
			needs = append(needs, need)
		}
	}
	return needs, false
}

// needsTold returns the needs that answers to other questions tell of.
func needsTold(all form.Answers) []catalogue.Need {
	var told []catalogue.Need
	add := func(is bool, need catalogue.Need) {
		if is {
			told = append(told, need)
		}
	}
	falls, _ := number(all, "falls")
	add(all.Has("concerns", string(referral.FallLastMonth)) || falls > 0, catalogue.NeedFalls)
	add(all.Has("concerns", string(referral.CarerBreaking)) || all.First("carer-strain") == "strain" || all.First("carer-strain") == "breaking", catalogue.NeedCarer)
	add(all.First("getting-lost") == "lost", catalogue.NeedLost)
	add(all.First("getting-lost") == "night", catalogue.NeedLost)
	add(all.First("getting-lost") == "night", catalogue.NeedLeaving)
	add(all.First("medication") == "trouble", catalogue.NeedMedication)
	add(all.Has("conditions", epilepsy), catalogue.NeedSeizures)
	return told
}

// Suggestions returns what serves the needs there, for whoever chooses equipment. It
// informs them; it decides nothing.
func Suggestions(all form.Answers) []catalogue.Suggestion {
	needs, _ := NeedsOf(all)
	return catalogue.Suggest(needs, SituationOf(all))
}
