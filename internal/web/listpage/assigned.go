package listpage

import (
	"fmt"
	"html/template"
	"unicode"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
)

// assignedPage says of each strand that was to be given to somebody whether it was.
type assignedPage struct {
	To    string
	Team  string
	List  string // where there is more to give
	Items []assigned
	Retry *assignRetry // what could not be saved; nil if nothing
	given int
}

// assigned is what became of one strand.
type assigned struct {
	chosen    chosenStrand
	Reference referral.Reference
	Href      string
	Asked     string
	Given     bool
	Failed    bool // for no reason of the strand's own
	Words     []string
}

// Result is the cell that says so.
func (a assigned) Result() template.HTML { return display.Lines(a.Words...) }

// assignRetry is the form that tries again what could not be saved.
type assignRetry struct {
	Team    referral.Team
	List    casestore.List
	To      string
	Note    string
	Request string
	Strands []string
}

func (p *assignedPage) add(a assigned) {
	p.Items = append(p.Items, a)
	if a.Given {
		p.given++
	}
	if a.Failed {
		if p.Retry == nil {
			p.Retry = &assignRetry{}
		}
		p.Retry.Strands = append(p.Retry.Strands, a.chosen.value())
	}
}

// Heading says how many were given.
func (p assignedPage) Heading() string {
	if p.given == len(p.Items) {
		return fmt.Sprintf("%d given to %s", p.given, p.To)
	}
	return fmt.Sprintf("%d of %d given to %s", p.given, len(p.Items), p.To)
}

// insideSentence makes the first letter small, for a sentence inside another; not that of
// a name.
func insideSentence(s string) string {
	for _, start := range []string{"This ", "It ", "You ", "Select ", "Enter ", "Nobody "} {
		if len(s) > len(start) && s[:len(start)] == start {
			first, size := utf8.DecodeRuneInString(s)
			return string(unicode.ToLower(first)) + s[size:]
		}
	}
	return s
}
