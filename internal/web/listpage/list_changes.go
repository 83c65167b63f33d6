package listpage

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// liveList is what a script needs to tell of changes to a list while it is shown:
// where to ask, and as it was when.
type liveList struct {
	At     string
	Ask    string // address that answers with ListChanges
	Reload string // address of the page as it would be now
}

func (d worklistData) live(rows []worklistRow) liveList {
	query := d.query(d.chosen)
	if d.from != "" {
		query.Set("from", string(d.from))
	}
	reload := "/worklist?" + query.Encode()
	query.Set("at", strconv.FormatInt(d.now.UnixMilli(), 10))
	for _, row := range rows {
		query.Add("shown", row.ID)
	}
	return liveList{At: workingtime.InLondon(d.now, "3:04pm"), Ask: "/worklist/changes?" + query.Encode(), Reload: reload}
}

// ListChanges says how a list differs from what a page shows of it. It names nobody
// but staff.
type ListChanges struct {
	Words string     `json:"words"` // such as "3 changes"
	Taken []takenRow `json:"taken"` // rows of which somebody else has the strand now, or that left the list
}

type takenRow struct {
	Row   string `json:"row"`
	Tag   string `json:"tag"`   // one word or two
	Words string `json:"words"` // who has it
}

// worklistChanges answers a page that asks whether what it shows is still so: nothing
// if it is. It costs one query of the list, whatever its length or the filter, and
// one call for the rows that are no longer on the page.
func (p pages) worklistChanges(r *web.Request) error {
	query := r.URL.Query()
	d, err := p.asked(r, query)
	if err != nil {
		return err
	}
	wanted := d.wanted()
	wanted.Glance = true
	d.page, err = p.Store.Browse(r.Ctx(), wanted)
	if errors.Is(err, casestore.ErrCursor) {
		return web.ErrNoSuchList
	}
	if err != nil {
		return err
	}
	shown, err := shownRows(query["shown"])
	since, badTime := strconv.ParseInt(cmp.Or(query.Get("at"), "0"), 10, 64)
	if err != nil || badTime != nil {
		return web.ErrNoSuchList
	}
	changes, gone := d.compare(shown, time.UnixMilli(since))
	if len(gone) > 0 {
		now, err := p.Store.StrandsNow(r.Ctx(), gone)
		if err != nil {
			return err
		}
		changes.left(now, gone, d.who)
	}
	if changes.count == 0 {
		r.Writer.WriteHeader(http.StatusNoContent)
		return nil
	}
	answer := ListChanges{Words: changes.words(), Taken: changes.taken}
	r.Writer.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(r.Writer).Encode(answer)
}

// shownRows reads which rows a page shows. It returns an error for more than a page
// has, or for what is no row.
func shownRows(given []string) ([]casestore.Candidate, error) {
	if len(given) > PageSize {
		return nil, web.ErrNoSuchList
	}
	var shown []casestore.Candidate
	for _, id := range given {
		parts := strings.Split(id, ".")
		if len(parts) != 3 {
			return nil, web.ErrNoSuchList
		}
		reference, err := referral.ParseReference(parts[0])
		var version int
		if _, scan := fmt.Sscanf(parts[2], "%d", &version); err != nil || scan != nil || !referral.Kind(parts[1]).Valid() {
			return nil, web.ErrNoSuchList
		}
		shown = append(shown, casestore.Candidate{Reference: reference, Kind: referral.Kind(parts[1]), Version: version})
	}
	return shown, nil
}

// differences are counted once for each row.
type differences struct {
	count int
	taken []takenRow
}

// compare counts what came to the page since it was shown and what changed there, and
// returns which rows are no longer on it. What is there now only because others left
// did not change.
func (d worklistData) compare(shown []casestore.Candidate, since time.Time) (differences, []casestore.Candidate) {
	var changes differences
	here := map[casestore.Candidate]bool{} // without their versions
	for _, e := range d.page.Entries {
		here[casestore.Candidate{Reference: e.Reference, Kind: e.Kind}] = true
		at := slices.IndexFunc(shown, func(s casestore.Candidate) bool { return s.Reference == e.Reference && s.Kind == e.Kind })
		if at < 0 && !e.Moved.Before(since) || at >= 0 && shown[at].Version != e.Version {
			changes.count++
		}
	}
	gone := slices.DeleteFunc(shown, func(s casestore.Candidate) bool {
		return here[casestore.Candidate{Reference: s.Reference, Kind: s.Kind}]
	})
	return changes, gone
}

// left counts the rows that left the page because somebody changed them, and says who
// has them.
func (c *differences) left(now map[casestore.Candidate]referral.Strand, gone []casestore.Candidate, who string) {
	for _, g := range gone {
		s := now[g]
		if s.Version == g.Version {
			continue // others went before it
		}
		c.count++
		row := takenRow{Row: fmt.Sprintf("%s.%s.%d", g.Reference, g.Kind, g.Version), Tag: "Changed", Words: s.State.Label()}
		switch {
		case s.State != referral.Claimed || s.Holder == nil:
		case s.Holder.ID == who:
			row.Tag, row.Words = "Yours", "You have it"
		default:
			row.Tag, row.Words = "Taken", "Taken by "+s.Holder.Name
		}
		c.taken = append(c.taken, row)
	}
}

func (c differences) words() string {
	if c.count == 1 {
		return "1 change"
	}
	return fmt.Sprintf("%d changes", c.count)
}
