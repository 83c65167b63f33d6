package casepage

import (
	"maps"
	"slices"
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// moveVisit changes a planned visit.
var moveVisit = changePage{
	path: "move-visit", title: "Move a visit", button: "Save visit", may: access.WorkIt,
	done: "The visit has been moved.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.begin = whichBegins(r)
		for _, v := range r.Strand.Planned() {
			if v.Number == visitNumber(r.Strand, c.begin) {
				maps.Copy(c.begin, answersOf(v))
			}
		}
		c.form = form.Section{Slug: "move-visit", Rules: visitRules(), Fields: slices.Concat(whichVisit(r.Strand), visitQuestions(), []form.Field{
			form.LongText("reason", "Why is it moved?", "Enter why the visit is moved").Tall(3),
		})}
		return nil
	},
	change: func(_ pages, s referral.Strand, a form.Answers) referral.Change {
		return referral.MoveVisit{Number: visitNumber(s, a), To: visitOf(a), Reason: a.First("reason")}
	},
}

// whichVisit asks which of several planned visits is meant. There is no question if
// there is one, or none.
func whichVisit(s referral.Strand) []form.Field {
	var visits []form.Option
	for _, v := range s.Planned() {
		visits = append(visits, form.Option{Value: strconv.Itoa(v.Number), Label: display.Moment(v.When)})
	}
	if len(visits) < 2 {
		return nil
	}
	return []form.Field{form.Choice("visit", "Which visit?", visits, "Select which visit")}
}

// whichBegins is the visit that the address names.
func whichBegins(r *web.Request) form.Answers {
	if named := r.URL.Query().Get("visit"); named != "" {
		return form.Answers{"visit": {named}}
	}
	return form.Answers{"visit": {strconv.Itoa(visitNumber(r.Strand, nil))}}
}

// visitNumber is that of the visit which is meant: of the first that is planned, where
// the answers name none; 0 if none is.
func visitNumber(s referral.Strand, a form.Answers) int {
	planned := s.Planned()
	if number, err := strconv.Atoi(a.First("visit")); err == nil && len(planned) > 1 {
		return number
	}
	if len(planned) == 0 {
		return 0
	}
	return planned[0].Number
}
