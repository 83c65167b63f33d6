package casepage

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// collected records that what the person had was collected.
var collected = changePage{
	path: "collected", title: "Record the collection", button: "Save", may: access.PutInPlace,
	done: "The collection has been recorded.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.form = collection(r.Strand.Placed)
		c.begin = form.Answers{"on": {string(r.Today())}}
		for _, code := range r.Strand.Placed {
			c.begin["taken"] = append(c.begin["taken"], string(code))
		}
		return nil
	},
	change: func(_ pages, s referral.Strand, a form.Answers) referral.Change {
		taken := slices.DeleteFunc(slices.Clone(s.Placed), func(code catalogue.Code) bool { return !a.Has("taken", string(code)) })
		return referral.Collect{On: a.Date("on"), Taken: taken, Left: a.First("left"), Note: a.First("note")}
	},
}

// collection asks about what is in place, of which nothing may be forgotten.
func collection(placed []catalogue.Code) form.Section {
	on := form.PastDate("on", "When was it collected?", "The date on which it was collected").Hinted("For example, 27 3 2027")
	var things []form.Option
	for _, code := range placed {
		things = append(things, form.Option{Value: string(code), Label: catalogue.Names([]catalogue.Code{code})[0]})
	}
	// Nothing says that it is optional: what is not selected stays.
	taken := form.Several("taken", "What was collected?", things, "Select what was collected").Optional().Needed(form.Send).Hinted("Select all that apply.")
	left := form.LongText("left", "What stays there, and why", "").Optional().Tall(3).Hinted("For example: the key safe, the family asked to keep it.")
	note := form.LongText("note", "Note", "").Optional().Tall(3)
	s := form.Section{Slug: "collected", Fields: []form.Field{on, taken, left, note}, Rules: []form.Rule{
		form.NeededIf("left", "Enter what stays there, and why", func(all form.Answers, _ form.Context) bool { return len(all["taken"]) < len(placed) }),
	}}
	if len(placed) == 0 {
		s.Fields = []form.Field{on, left, note}
	}
	return s
}
