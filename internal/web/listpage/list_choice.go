package listpage

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

// listChoice is what of a list is shown and in which order. It stands in the
// address, so that it can be bookmarked and saved. Of one filter any chosen value
// will do; of several filters each must.
type listChoice struct {
	priorities []referral.Priority
	kinds      []referral.Kind
	flags      []referral.FlagCode
	holder     string // who has it, by identifier
	overdue    bool   // only what is overdue
	paused     bool   // only what has its clock stopped
	age        string // one of ageBands
	byAge      bool
}

// The names of the filters in an address.
const (
	namePriority = "priority"
	nameKind     = "kind"
	nameFlag     = "flag"
	nameHolder   = "holder"
	nameOverdue  = "overdue"
	namePaused   = "paused"
	nameAge      = "age"
	nameOrder    = "order"

	// orderAge is the code of the second order.
	orderAge = "age"
)

// ageBand is a range of days since the referral.
type ageBand struct {
	code, label string
	from, to    int // whole days; to is included, and 0 for no end
}

var ageBands = []ageBand{
	{"week", "Up to 1 week", 0, 7},
	{"month", "1 to 4 weeks", 8, 28},
	{"quarter", "4 to 12 weeks", 29, 84},
	{"longer", "More than 12 weeks", 85, 0},
}

func (b ageBand) has(days int) bool { return days >= b.from && (b.to == 0 || days <= b.to) }

// staffIdentifier is how an identity provider may name somebody.
var staffIdentifier = regexp.MustCompile(`^[A-Za-z0-9:_-]{1,64}$`)

// choiceOf reads an address. It returns an error if it names what there is not.
func choiceOf(query url.Values) (listChoice, error) {
	c := listChoice{
		priorities: several(query[namePriority], referral.Priorities()),
		kinds:      several(query[nameKind], referral.Kinds()),
		flags:      several(query[nameFlag], referral.FlagCodes()),
		holder:     query.Get(nameHolder), age: query.Get(nameAge),
		overdue: query.Get(nameOverdue) == form.Yes, paused: query.Get(namePaused) == form.Yes, byAge: query.Get(nameOrder) == orderAge,
	}
	given := func(name string) int {
		return len(slices.DeleteFunc(slices.Clone(query[name]), func(v string) bool { return v == "" }))
	}
	switch {
	case len(c.priorities) < given(namePriority), len(c.kinds) < given(nameKind), len(c.flags) < given(nameFlag),
		given(nameOverdue) > 0 && !c.overdue, given(namePaused) > 0 && !c.paused, given(nameOrder) > 0 && !c.byAge,
		c.holder != "" && !staffIdentifier.MatchString(c.holder),
		c.age != "" && !slices.ContainsFunc(ageBands, func(b ageBand) bool { return b.code == c.age }):
		return c, web.ErrNoSuchList
	}
	return c, nil
}

// several returns which of the known codes are among what was given, in their order.
func several[T ~string](given []string, known []T) []T {
	var chosen []T
	for _, k := range known {
		for _, v := range given {
			if v == string(k) {
				chosen = append(chosen, k)
			}
		}
	}
	return chosen
}

func (c listChoice) addTo(query url.Values) {
	for _, p := range c.priorities {
		query.Add(namePriority, string(p))
	}
	for _, k := range c.kinds {
		query.Add(nameKind, string(k))
	}
	for _, f := range c.flags {
		query.Add(nameFlag, string(f))
	}
	for name, value := range map[string]string{nameHolder: c.holder, nameAge: c.age} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for name, chosen := range map[string]bool{nameOverdue: c.overdue, namePaused: c.paused} {
		if chosen {
			query.Set(name, form.Yes)
		}
	}
	if c.byAge {
		query.Set(nameOrder, orderAge)
	}
}

// filters tells whether not every entry is wanted.
func (c listChoice) filters() bool {
	return len(c.priorities)+len(c.kinds)+len(c.flags) > 0 || c.holder != "" || c.overdue || c.paused || c.age != ""
}

// keep returns what tells whether an entry is wanted; nil for all.
func (c listChoice) keep(now time.Time) func(casestore.Entry) bool {
	if !c.filters() {
		return nil
	}
	return func(e casestore.Entry) bool {
		_, paused := e.Paused()
		switch {
		case len(c.priorities) > 0 && !slices.Contains(c.priorities, e.Priority),
			len(c.kinds) > 0 && !slices.Contains(c.kinds, e.Kind),
			len(c.flags) > 0 && !slices.ContainsFunc(c.flags, e.Flagged),
			c.holder != "" && (e.Strand.Holder == nil || e.Strand.Holder.ID != c.holder),
			c.overdue && !overdue(e.Strand, now),
			c.paused && !paused:
			return false
		}
		for _, b := range ageBands {
			if b.code == c.age {
				return b.has(workingtime.Days(e.Received, now))
			}
		}
		return true
	}
}

// overdue tells whether a target or the review of a strand has passed unmet, and its
// clock was not stopped before.
func overdue(s referral.Strand, now time.Time) bool {
	if s.State == referral.InPlace {
		return s.ReviewBy != "" && string(s.ReviewBy) < workingtime.InLondon(now, time.DateOnly)
	}
	due, runs := s.ClockRuns()
	return runs && now.After(due)
}

// chosenTag is one thing that was chosen, with the address without it.
type chosenTag struct{ Words, Without string }

// tags are what was chosen, each in words. name says who an identifier is.
func (c listChoice) tags(path func(listChoice) string, name func(string) string) []chosenTag {
	var tags []chosenTag
	add := func(words string, without func(*listChoice)) {
		less := c
		without(&less)
		tags = append(tags, chosenTag{words, path(less)})
	}
	for _, p := range c.priorities {
		add("Priority: "+p.Label(), func(l *listChoice) { l.priorities = lacking(c.priorities, p) })
	}
	for _, k := range c.kinds {
		add("Asked for: "+k.Label(), func(l *listChoice) { l.kinds = lacking(c.kinds, k) })
	}
	for _, f := range c.flags {
		add("Flag: "+f.Label(), func(l *listChoice) { l.flags = lacking(c.flags, f) })
	}
	if c.holder != "" {
		add("With: "+name(c.holder), func(l *listChoice) { l.holder = "" })
	}
	if c.overdue {
		add("Overdue", func(l *listChoice) { l.overdue = false })
	}
	if c.paused {
		add("Clock stopped", func(l *listChoice) { l.paused = false })
	}
	for _, b := range ageBands {
		if b.code == c.age {
			add("Since referral: "+display.LowerFirst(b.label), func(l *listChoice) { l.age = "" })
		}
	}
	return tags
}

func lacking[T comparable](all []T, one T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(t T) bool { return t == one })
}

// words say in one line what was chosen.
func (c listChoice) words(name func(string) string) string {
	var all []string
	for _, t := range c.tags(func(listChoice) string { return "" }, name) {
		all = append(all, t.Words)
	}
	if c.byAge {
		all = append(all, "Longest since referral first")
	}
	if len(all) == 0 {
		return "Everything, most pressing first"
	}
	return strings.Join(all, "; ")
}
