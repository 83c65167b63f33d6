package referral

import (
	"fmt"
	"slices"

	"assistive-referrals/internal/catalogue"
)

// Flag is something about a strand that whoever looks at a list must see before
// they open it. It is kept on the strand, so that a row needs no other read.
type Flag struct {
	Code  FlagCode `json:"code"`
	Count int      `json:"count,omitempty"` // of what it counts; 0 where it counts nothing
	Words string   `json:"words,omitempty"` // what does not fit and why, as it is said everywhere
}

// FlagCode is the kind of a flag, by which a list can be filtered.
type FlagCode string

// Each comment says who put it there, and when it goes.
const (
	// FlagSafeguarding: the answers name a safeguarding concern.
	FlagSafeguarding FlagCode = "safeguarding"
	// FlagDanger: the answers say that visitors are in danger.
	FlagDanger FlagCode = "danger"
	// FlagMustNotTell: the answers name somebody who must not be contacted or told.
	FlagMustNotTell FlagCode = "must-not-tell"
	// FlagMisuse: the answers say that somebody could misuse tracking, cameras or accounts.
	FlagMisuse FlagCode = "misuse"
	// The position on the person's agreement, where it is not that they agree.
	FlagRefuses         FlagCode = "refuses"
	FlagCapacityInDoubt FlagCode = "capacity-in-doubt"
	FlagAttorneyDecides FlagCode = "attorney-decides"
	FlagNotYetAsked     FlagCode = "not-yet-asked"
	// The result of the screening for a headset, where it is not to go ahead.
	FlagDoNotUse    FlagCode = "do-not-use"
	FlagAskFirst    FlagCode = "ask-clinician"
	FlagNotScreened FlagCode = "not-screened"
	// FlagSwitchover: what is asked for does not fit the home's line, signal or power,
	// or has not been answered for. It goes with the decision, unless that does not fit.
	FlagSwitchover FlagCode = "switchover"
	// FlagDoesNotFit: something else refuses what is asked for. It goes likewise.
	FlagDoesNotFit FlagCode = "does-not-fit"
	// FlagYoungPerson: the person was 16 or 17 when it was sent, so that the
	// transition is planned with children's services.
	FlagYoungPerson FlagCode = "aged-16-or-17"
	// FlagPossibleDuplicate: the same person may have another open case. It comes
	// from no answer: the change that finds it sets it, and the one that resolves it
	// takes it away.
	FlagPossibleDuplicate FlagCode = "possible-duplicate"
	// FlagMissing: so many answers are still to be found out before the decision. It
	// goes with the decision, or with the end.
	FlagMissing FlagCode = "missing"
	// FlagCheckDeath: somebody who may be the person has died. CheckDeath sets it; it
	// goes once somebody has checked.
	FlagCheckDeath FlagCode = "check-death"
	// FlagInactive and FlagAsksManager: nothing was recorded by whoever has it although a
	// target has passed, or they ask the manager. They go when the holder goes on, or
	// when it is nobody's to go on with.
	FlagInactive    FlagCode = "quiet"
	FlagAsksManager FlagCode = "asks-manager"
	// FlagHolderAway: whoever has it is away while something of it falls due. It goes
	// with them too.
	FlagHolderAway FlagCode = "holder-away"
)

// FlagCodes lists every flag, the gravest first: the order in which they are shown.
func FlagCodes() []FlagCode {
	return []FlagCode{FlagCheckDeath, FlagSafeguarding, FlagDanger, FlagMustNotTell, FlagMisuse,
		FlagRefuses, FlagCapacityInDoubt, FlagAttorneyDecides, FlagNotYetAsked,
		FlagDoNotUse, FlagAskFirst, FlagNotScreened,
		FlagSwitchover, FlagDoesNotFit, FlagYoungPerson, FlagPossibleDuplicate, FlagInactive, FlagAsksManager, FlagHolderAway, FlagMissing}
}

// flags has of each kind what people see, and its tag's colour.
var flags = map[FlagCode]struct{ label, colour string }{
	FlagSafeguarding:      {"Safeguarding", "red"},
	FlagDanger:            {"Danger to visitors", "red"},
	FlagMustNotTell:       {"Do not contact or tell someone", "red"},
	FlagMisuse:            {"Possible misuse", "orange"},
	FlagRefuses:           {"Refuses", "orange"},
	FlagCapacityInDoubt:   {"Capacity in doubt", "orange"},
	FlagAttorneyDecides:   {"Attorney or deputy decides", "purple"},
	FlagNotYetAsked:       {"Not asked yet", "yellow"},
	FlagDoNotUse:          {"No headset", "red"},
	FlagAskFirst:          {"Ask a clinician first", "orange"},
	FlagNotScreened:       {"Not yet screened", "grey"},
	FlagSwitchover:        {"Digital switchover", "orange"},
	FlagDoesNotFit:        {"Does not fit", "orange"},
	FlagYoungPerson:       {"Aged 16 or 17", "purple"},
	FlagPossibleDuplicate: {"Possible duplicate", "yellow"},
	FlagMissing:           {"Answers missing", "grey"},
	FlagCheckDeath:        {"Check before contact", "red"},
	FlagInactive:          {"Allocated and quiet", "orange"},
	FlagAsksManager:       {"Asks the manager", "purple"},
	FlagHolderAway:        {"Due while away", "orange"},
}

// Label returns what people see of the kind of flag, in a filter for example.
func (f FlagCode) Label() string { return flags[f].label }

// Colour returns the colour of the flag's tag.
func (f FlagCode) Colour() string { return flags[f].colour }

// Label returns what people see.
func (f Flag) Label() string {
	switch {
	case f.Code == FlagMissing && f.Count == 1:
		return "1 answer missing"
	case f.Code == FlagMissing:
		return fmt.Sprintf("%d answers missing", f.Count)
	}
	return f.Code.Label()
}

// Colour returns the colour of the flag's tag.
func (f Flag) Colour() string { return f.Code.Colour() }

// fromAnswers tells whether the answers alone put the flag there and take it away.
func (f FlagCode) fromAnswers() bool {
	return f != FlagPossibleDuplicate && f != FlagCheckDeath && f != FlagInactive && f != FlagAsksManager && f != FlagHolderAway
}

// FlagsOf returns the flags that the answers put on a strand of that kind, never
// nil. What is missing counts only before the decision.
func FlagsOf(f Facts, kind Kind) []Flag {
	flags := []Flag{}
	add := func(applies bool, code FlagCode) {
		if applies {
			flags = append(flags, Flag{Code: code})
		}
	}
	add(slices.Contains(f.Concerns, Safeguarding), FlagSafeguarding)
	add(f.Danger, FlagDanger)
	add(f.MustNotTell, FlagMustNotTell)
	add(f.Misuse, FlagMisuse)
	add(f.Agreement == Refuses, FlagRefuses)
	add(f.Agreement == CapacityInDoubt, FlagCapacityInDoubt)
	add(f.Agreement == AttorneyDecides, FlagAttorneyDecides)
	add(f.Agreement == NotYetAsked, FlagNotYetAsked)
	if kind == VRSessions {
		add(f.Screening == DoNotUse, FlagDoNotUse)
		add(f.Screening == AskFirst, FlagAskFirst)
		add(f.Screening == NotScreened, FlagNotScreened)
	}
	if kind == AssistiveTechnology {
		flags = append(flags, unfit(f.Findings)...)
	}
	add(f.YoungPerson, FlagYoungPerson)
	if missing := f.Missing[kind]; missing > 0 {
		flags = append(flags, Flag{Code: FlagMissing, Count: missing})
	}
	return flags
}

// unfit makes flags of what speaks against the equipment, each in its own words: those
// of the line and the power first. What is only a warning is none.
func unfit(findings []catalogue.Finding) []Flag {
	var line, other []Flag
	for _, f := range findings {
		switch {
		case f.AboutLine():
			line = append(line, Flag{Code: FlagSwitchover, Words: f.Words})
		case f.Severity == catalogue.Refuse:
			other = append(other, Flag{Code: FlagDoesNotFit, Words: f.Words})
		}
	}
	return append(line, other...)
}

// Flagged tells whether the strand has that flag.
func (s Strand) Flagged(code FlagCode) bool {
	return slices.ContainsFunc(s.Flags, func(f Flag) bool { return f.Code == code })
}

// FlagsAgain returns the flags that the strand has with later answers, or nil if
// nothing of them changes.
func FlagsAgain(s Strand, f Facts) []Flag {
	flags := s.flagsWith(FlagsOf(f, s.Kind))
	if slices.Equal(flags, s.Flags) {
		return nil
	}
	return flags
}

// flagsWith returns the strand's flags with those from the answers replaced, in
// the order of FlagCodes, never nil.
func (s Strand) flagsWith(fromAnswers []Flag) []Flag {
	flags := []Flag{}
	for _, code := range FlagCodes() {
		from := s.Flags
		if code.fromAnswers() {
			from = fromAnswers
		}
		for _, f := range from {
			if f.Code == code && !s.past(code) {
				flags = append(flags, f)
			}
		}
	}
	return flags
}

// past tells whether a flag no longer matters.
func (s Strand) past(code FlagCode) bool {
	switch code {
	case FlagMissing:
		return s.Decision != nil || s.State.Final()
	case FlagPossibleDuplicate, FlagCheckDeath:
		return s.State.Final()
	case FlagInactive, FlagAsksManager, FlagHolderAway:
		return !s.State.held()
	}
	return false
}

// setFlag puts a flag on the strand that does not come from the answers, or takes
// it away.
func (s *Strand) setFlag(code FlagCode, on bool) {
	s.Flags = slices.DeleteFunc(slices.Clone(s.Flags), func(f Flag) bool { return f.Code == code })
	if on {
		s.Flags = append(s.Flags, Flag{Code: code})
	}
	s.settleFlags(false)
}

// settleFlags keeps the flags in order and drops what no longer matters, after
// every change. What was asked for no longer matters once something is decided.
func (s *Strand) settleFlags(justDecided bool) {
	if justDecided {
		s.Flags = slices.DeleteFunc(slices.Clone(s.Flags), func(f Flag) bool { return f.Code == FlagSwitchover || f.Code == FlagDoesNotFit })
	}
	if len(s.Flags) > 0 {
		s.Flags = s.flagsWith(s.Flags)
	}
}
