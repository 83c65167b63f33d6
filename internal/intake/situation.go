package intake

import (
	"slices"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// SituationOf returns what the answers tell of the home, the person and those around
// them, as far as it can rule equipment out. What was not answered, or is not known,
// is not in it.
func SituationOf(all form.Answers) catalogue.Situation {
	k := knowledge{all, catalogue.Situation{}}
	k.home()
	k.person()
	k.others()
	return k.situation
}

type knowledge struct {
	all       form.Answers
	situation catalogue.Situation
}

// says notes that a circumstance holds where the field has one of those answers, and
// that it does not where it has another.
func (k knowledge) says(c catalogue.Circumstance, field string, holding ...string) {
	if k.tells(field) {
		k.situation[c] = slices.ContainsFunc(k.all[field], func(value string) bool { return slices.Contains(holding, value) })
	}
}

// tells tells whether a question has an answer that the form offers, and that is not
// "Don't know".
func (k knowledge) tells(field string) bool {
	return known(k.all, field) && slices.ContainsFunc(offered(field), func(o form.Option) bool { return k.all.Has(field, o.Value) })
}

// offered returns the choices of a field. It is set when the program starts, because
// the form's own conditions read it: a plain call would be a cycle.
var offered func(field string) []form.Option

func init() {
	offered = func(field string) []form.Option {
		_, f, _ := Named(field)
		return f.Options
	}
}

// known tells whether a field has an answer other than "Don't know".
func known(all form.Answers, field string) bool {
	return len(all[field]) > 0 && !all.Has(field, referral.DontKnow)
}

func (k knowledge) home() {
	s := k.situation
	k.says(catalogue.DigitalLine, "line", lineDigital)
	k.says(catalogue.AnalogueLine, "line", lineAnalogue)
	k.says(catalogue.NoLine, "line", lineNone)
	if s[catalogue.AnalogueLine] && k.all.First("switchover") == switchDone {
		s[catalogue.AnalogueLine], s[catalogue.DigitalLine] = false, true
	}
	if s[catalogue.DigitalLine] {
		s[catalogue.NoBroadband] = false
	}
	k.says(catalogue.NoBroadband, "broadband", form.No)
	k.says(catalogue.NoMobileSignal, "mobile-signal", "none")
	if digitalHome(k.all) {
		k.says(catalogue.NoPowerBackup, "power-backup", form.No)
		if known(k.all, "power-backup-answer") {
			s[catalogue.NoPowerBackup] = false
		}
	}
	k.says(catalogue.NoSocket, "socket", form.No)
	k.says(catalogue.NoSmokeAlarm, "smoke-alarm", form.No)
	k.says(catalogue.NothingBurns, "co-fuel", form.No)
	k.says(catalogue.SmokesInBed, "smoking", "in-bed")
	if k.tells("oxygen") && k.tells("smoking") {
		s[catalogue.OxygenAndSmoke] = k.all.First("oxygen") == form.Yes && k.all.First("smoking") != form.No
	}
	k.says(catalogue.Rented, "tenure", "council", "housing-association", "private-landlord", "care-provider")
	k.says(catalogue.CareHome, "will-be", careHome)
	if kind := k.all.First("accommodation"); kind == careHome || kind == nursingHome {
		s[catalogue.CareHome] = true
	}
	k.says(catalogue.Pets, "kit-pets", form.Yes)
	k.says(catalogue.Pets, "pets", form.Yes)
}

func (k knowledge) person() {
	k.says(catalogue.CannotPress, "pendant-press", form.No)
	k.says(catalogue.WillNotWear, "falls-wear", form.No)
	k.says(catalogue.WillNotWear, "pendant-wear", form.No)
	if k.tells("conditions") {
		k.situation[catalogue.CannotSeeHear] = k.all.Has("conditions", "sight") && k.all.Has("conditions", "hearing")
	}
	k.says(catalogue.NotAssessed, "enuresis-assessed", form.No)
	k.says(catalogue.BedShared, "bed-shared", form.Yes)
	k.says(catalogue.LivesAlone, "lives-alone", form.Yes)
	day, dayKnown := number(k.all, "alone-day")
	night, nightKnown := number(k.all, "alone-night")
	if dayKnown || nightKnown {
		k.situation[catalogue.AloneForHours] = day+night > 0
	}
}

func (k knowledge) others() {
	s := k.situation
	k.says(catalogue.OthersThere, "kit-others", form.Yes)
	k.says(catalogue.OthersThere, "lives-alone", form.No)
	k.says(catalogue.OthersOppose, "shared-areas", sharedNotAgreed)
	k.says(catalogue.Misuse, "misuse", form.Yes)
	k.says(catalogue.NobodyCharges, "gps-charger", nobodyYet)
	k.says(catalogue.NobodyWatches, "gps-watcher", nobodyYet)
	k.says(catalogue.NobodyFills, "dispenser-filler", nobodyYet)
	k.says(catalogue.NoPharmacist, "dispenser-pharmacist", form.No)
	for _, code := range withAccounts() {
		k.says(catalogue.NobodyKeeps.Of(code), accountField(code), nobodyYet)
	}
	if k.tells("who-comes") {
		comes := func(who ...string) bool {
			return slices.ContainsFunc(who, func(w string) bool { return k.all.Has("who-comes", w) })
		}
		s[catalogue.NobodyComes] = k.all.Has("who-comes", nobodyYet)
		s[catalogue.NobodyAtNight] = !comes(comesLivesThere, comesAtNight, comesCouncil)
	}
	// Who was named is more than who was thought of.
	if k.all.First("council-responds") == form.Yes {
		s[catalogue.NobodyComes], s[catalogue.NobodyAtNight] = false, false
	}
	for n := 1; n <= maxResponders; n++ {
		if known(k.all, responderField(n, "name")) {
			s[catalogue.NobodyComes] = false
		}
	}
}

// AskedFor returns the equipment that was asked for, each with its variant where one
// was chosen.
func AskedFor(all form.Answers) []catalogue.Item {
	items := catalogue.ItemsOf(equipmentOf(all))
	for i, item := range items {
		e, _ := catalogue.Find(item.Code)
		if variant := catalogue.Link(all.First(variantField(item.Code))); slices.Contains(e.Variants(), variant) {
			items[i].Variant = variant
		}
	}
	return items
}

// itemsFor returns what is to be put in place: what was decided, where that is known,
// and otherwise what was asked for.
func itemsFor(all form.Answers, at form.Context) []catalogue.Item {
	if at.Decided != nil {
		return at.Decided
	}
	return AskedFor(all)
}

// FindingsOf returns what speaks against what is to be put in place, in the words in
// which it is said everywhere. Nothing speaks against taking something away.
func FindingsOf(all form.Answers, at form.Context) []catalogue.Finding {
	return FindingsAgainst(itemsFor(all, at), all)
}

// FindingsAgainst returns what speaks against providing those items.
func FindingsAgainst(items []catalogue.Item, all form.Answers) []catalogue.Finding {
	if all.First("purpose") == takeAway {
		return nil
	}
	return catalogue.Findings(items, SituationOf(all))
}
