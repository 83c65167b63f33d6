package casestore

import (
	"errors"
	"maps"
	"slices"
	"time"

	"assistive-referrals/internal/referral"
)

// ErrStaleDraft says that a draft was saved elsewhere after it was read.
var ErrStaleDraft = errors.New("the draft was saved elsewhere")

func sectionKey(referrer, draft, section string) key {
	return key{draftKey(referrer, draft).PK, sort(draft + "#" + section)}
}

// Section is what is saved of one section of the form. It has a version of its
// own, so that whoever saves another section meets no conflict.
type Section struct {
	Version int              `json:"version"` // counts its saves
	Answers referral.Answers `json:"answers"`
	Saved   time.Time        `json:"saved"`
	// By says which page changed a field last, by the page's own identifier: "" if
	// no page did.
	By map[string]string `json:"by"`
	// Pages are the last pages that saved it.
	Pages   []PageTurn `json:"pages"`
	Expires int64      `json:"Expires"`
}

// PageTurn is a page that saves a section, and how often it had been sent before:
// what it sent earlier may arrive later, and counts no more.
type PageTurn struct {
	Page string `json:"page"`
	Turn int    `json:"turn"`
}

// rememberedPages is how many pages of a section are told apart.
const rememberedPages = 12

// Late tells whether the same page has already saved something that it sent later.
func (s Section) Late(p PageTurn) bool {
	return slices.ContainsFunc(s.Pages, func(known PageTurn) bool { return known.Page == p.Page && known.Turn > p.Turn })
}

// next returns the section as a page's answers make it.
func (s Section) next(save SectionSave, at time.Time) Section {
	changed := Section{Version: s.Version + 1, Answers: save.Answers, Saved: at, By: maps.Clone(s.By)}
	if changed.By == nil {
		changed.By = map[string]string{}
	}
	for _, all := range []referral.Answers{s.Answers, save.Answers} {
		for field := range all {
			if !slices.Equal(s.Answers[field], save.Answers[field]) {
				changed.By[field] = save.By.Page
			}
		}
	}
	for _, field := range save.Besides {
		changed.By[field] = ""
	}
	others := slices.DeleteFunc(slices.Clone(s.Pages), func(known PageTurn) bool { return known.Page == save.By.Page })
	changed.Pages = append(others, save.By)
	if extra := len(changed.Pages) - rememberedPages; extra > 0 {
		changed.Pages = changed.Pages[extra:]
	}
	return changed
}

// SavedBy returns the page that saved a section last, by its own identifier; "" if
// none did.
func (s Section) SavedBy() string {
	if len(s.Pages) == 0 {
		return ""
	}
	return s.Pages[len(s.Pages)-1].Page
}

// SectionSave is what a page saves of one section.
type SectionSave struct {
	Section string
	Answers referral.Answers
	By      PageTurn
	Besides []string // fields that went because others changed: no page changed them
	Secrets []Secret // that the answers newly name
}
