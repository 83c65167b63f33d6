package formview

import (
	"errors"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
)

// maxSaved is the most that is saved of one section: the table takes 400 KB an
// item. Nothing that follows the rules comes near it.
const maxSaved = 300 << 10

// maxMerges is how often a save is merged with what others save at the same moment.
const maxMerges = 10

var errTooLong = web.Failure{Kind: web.TooLarge, Heading: web.ErrTooLarge.Heading, Body: web.ErrTooLarge.Body, Beneath: errors.New("more than is saved of one section")}

// merge merges what the page sends with what is kept, and keeps that. It returns
// errTooLong if that cannot be saved, and what reading again returns.
func (n entry) merge() (form.Merged, error) {
	for range maxMerges {
		is := n.Keeper.Kept()
		merged := n.Asked.Merge(is.Answers, n.typed, n.seen, n.originIn(is))
		if is.Late(n.by) {
			return form.Merged{Answers: is.Answers, Shown: n.seen}, nil
		}
		together := n.Asked.Replace(is.Answers, merged.Answers)
		save := casestore.SectionSave{Section: n.Section.Slug, Answers: together, By: n.by, Secrets: n.secrets}
		if n.Settle != nil {
			save.Answers = n.Settle(is.Answers, together)
		}
		for field := range together {
			if save.Answers[field] == nil {
				save.Besides = append(save.Besides, field)
			}
		}
		if sizeOf(save.Answers) > maxSaved {
			return merged, errTooLong
		}
		err := n.Keeper.Keep(save)
		if errors.Is(err, casestore.ErrStaleDraft) {
			if err = n.Keeper.Reload(); err == nil {
				continue
			}
		}
		return merged, err
	}
	return form.Merged{}, web.Failure{Kind: web.Unavailable, Heading: "Your answers could not be saved",
		Body: "They are being saved in too many places at once. Go back, wait a moment and save them again."}
}

// originIn tells who changed what is saved of a field.
func (n entry) originIn(is casestore.Section) func(field string) form.Origin {
	return func(field string) form.Origin {
		switch page, known := is.By[field]; {
		case known && page == "":
			return form.NoPage
		case page == n.by.Page:
			return form.SamePage
		}
		return form.AnotherPage
	}
}

func sizeOf(answers form.Answers) int {
	size := 0
	for _, values := range answers {
		size += len(strings.Join(values, ""))
	}
	return size
}
