package casestore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"assistive-referrals/internal/parallel"
	"assistive-referrals/internal/referral"
)

// MostRelated is how many other cases of a person are looked at, the newest ones, and
// MostFound how many of a search.
const (
	MostRelated = 10
	MostFound   = 24
)

// personRow says that a case is about whoever has the identifier of its partition.
type personRow struct {
	Reference referral.Reference `json:"reference"`
	Opened    time.Time          `json:"opened"`
	Exchanged bool               `json:"exchanged"` // see referral.Identifier
	Number    string             `json:"number"`    // keyed hash of the NHS number; "" without one
	Words     string             `json:"words"`     // keyed hash of the words of the name
}

const prefixPerson = "PERSON#"

func (h personHash) partition(i referral.Identifier) partition {
	return partition(prefixPerson + h.of(i.Text))
}

// words is the same for all names of the same words.
func (h personHash) words(p referral.Person) string { return h.of("words:" + p.SameWords()) }

// number returns "" for a person without a valid NHS number.
func (h personHash) number(p referral.Person) string {
	for _, number := range referral.ByNHSNumber(p.NHSNumber) {
		return h.of(number.Text)
	}
	return ""
}

// rows returns the rows by which a case is found by its person, ordered by when the
// case was opened.
func (h personHash) rows(c referral.Case, p referral.Person) map[key]personRow {
	rows := map[key]personRow{}
	row := personRow{Reference: c.Reference, Opened: c.Opened, Words: h.words(p), Number: h.number(p)}
	for _, i := range p.Identifiers() {
		row.Exchanged = i.Exchanged
		rows[key{h.partition(i), sort(prefixCase + instant(c.Opened) + "#" + string(c.Reference))}] = row
	}
	return rows
}

// filed adds the rows of a case that is opened.
func (h personHash) filed(c referral.Case, p referral.Person) []write {
	var writes []write
	rows := h.rows(c, p)
	for _, k := range inOrder(rows) {
		writes = append(writes, write{key: k, put: rows[k], when: absent})
	}
	return writes
}

// refiled writes the rows of a case whose person an event corrected. What no longer
// holds is taken away: found by it, somebody else's case would be shown.
func (h personHash) refiled(c referral.Case, e referral.Event) []write {
	// A case is then about a person otherwise described.
	described, about := e.Change.(interface {
		Describes() (was, is referral.Person)
	})
	if !about {
		return nil
	}
	was, is := described.Describes()
	if was == is {
		return nil
	}
	var writes []write
	before, after := h.rows(c, was), h.rows(c, is)
	for _, k := range inOrder(after) {
		writes = append(writes, write{key: k, put: after[k]})
	}
	for _, k := range inOrder(before) {
		if _, stays := after[k]; !stays {
			writes = append(writes, write{key: k, remove: true})
		}
	}
	return writes
}

func inOrder(rows map[key]personRow) []key {
	var keys []key
	for k := range rows {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.PK, b.PK), cmp.Compare(a.SK, b.SK)) })
	return keys
}

// SamePerson returns the other cases about a person, the newest first and at most
// MostRelated, whoever may see them. It makes the same calls whether or not there are
// any, so that nobody learns from the time it takes what they may not see.
//
// A case counts whose NHS number or record number is the same; or whose surname and
// date of birth are, in whatever order the name was entered, and whose NHS number is
// not another.
func (s *Store) SamePerson(ctx context.Context, p referral.Person, except referral.Reference) ([]referral.Related, error) {
	words, number := s.persons.words(p), s.persons.number(p)
	return s.related(ctx, p.Identifiers(), MostRelated, func(by referral.Identifier, row personRow) bool {
		switch {
		case row.Reference == except:
			return false
		case by.IsNumber():
			return true
		case row.Number != "" && number != "" && row.Number != number:
			return false
		}
		return !by.Exchanged && !row.Exchanged || row.Words == words
	})
}

// Find returns the cases that any of those identifiers leads to, the newest first and
// at most MostFound, whoever may see them. Like SamePerson it takes the same time
// whatever there is.
func (s *Store) Find(ctx context.Context, by []referral.Identifier) ([]referral.Related, error) {
	return s.related(ctx, by, MostFound, func(referral.Identifier, personRow) bool { return true })
}

func (s *Store) related(ctx context.Context, by []referral.Identifier, most int, counts func(referral.Identifier, personRow) bool) ([]referral.Related, error) {
	rows := make([][]personRow, len(by))
	// As many rows again as cases are wanted, for those that do not count.
	err := parallel.Each(ctx, by, func(ctx context.Context, at int, i referral.Identifier) (err error) {
		rows[at], err = latest[personRow](ctx, s.db, s.persons.partition(i), 2*most)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for the cases of a person: %w", err)
	}
	opened := map[referral.Reference]time.Time{}
	for at, i := range by {
		for _, row := range rows[at] {
			if counts(i, row) {
				opened[row.Reference] = row.Opened
			}
		}
	}
	var found []referral.Reference
	for r := range opened {
		found = append(found, r)
	}
	slices.SortFunc(found, func(a, b referral.Reference) int {
		return cmp.Or(opened[b].Compare(opened[a]), cmp.Compare(a, b))
	})
	return wholes(ctx, s.db, found[:min(len(found), most)], most)
}

// FindReference returns the case with that reference, or nothing; whoever may see it,
// and in the same time.
func (s *Store) FindReference(ctx context.Context, r referral.Reference) ([]referral.Related, error) {
	return wholes(ctx, s.db, []referral.Reference{r}, 1)
}

// wholes reads cases with their strands, in that order, and as many keys whatever the
// cases are: those that no case needs name nothing.
func wholes(ctx context.Context, d db, found []referral.Reference, most int) ([]referral.Related, error) {
	var keys []key
	for n := range most {
		r := referral.Reference(fmt.Sprintf("none-%d", n))
		if n < len(found) {
			r = found[n]
		}
		keys = append(keys, caseKey(r))
		for _, kind := range referral.Kinds() {
			keys = append(keys, strandKey(r, kind))
		}
	}
	items, err := d.getMany(ctx, keys)
	if err != nil {
		return nil, err
	}
	var all []referral.Related
	for _, r := range found {
		var related referral.Related
		stored, there := items[caseKey(r)]
		if !there {
			continue
		}
		if err := decode(stored, &related.Case); err != nil {
			return nil, err
		}
		for _, kind := range related.Case.Kinds {
			var record strandRecord
			if err := decode(items[strandKey(r, kind)], &record); err != nil {
				return nil, fmt.Errorf("strand %s of %s: %w", kind, r, err)
			}
			related.Strands = append(related.Strands, record.Strand)
		}
		all = append(all, related)
	}
	return all, nil
}
