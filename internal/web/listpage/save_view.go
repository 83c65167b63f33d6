package listpage

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// viewForm is the form that names a view: a new one, or one that was saved.
type viewForm struct {
	Heading   string
	Shows     string
	Action    string
	Query     string // of a new view
	ID        string // of a new view, so that a form that is sent twice saves one
	Questions []template.HTML
	Button    govuk.Button
	Delete    string // address that deletes it; "" for a new one
}

// viewQuestions ask what a view is called and whether the worklist begins with it.
var viewQuestions = form.Section{Slug: "view", Fields: []form.Field{
	form.ShortText("name", "What is it called?", "Enter what the view is called").AtMost(50, "Shorten the name to 50 characters or less").
		Hinted("For example, urgent falls. Do not use a person’s name.").Wide("20"),
	form.Several("default", "Where does your worklist begin?", form.Options(form.Yes, "With this view"), "").Optional(),
}}

func fillView(r *web.Request, view casestore.View) formview.Filled {
	begin := form.Answers{"name": {view.Name}}
	if view.Default {
		begin["default"] = []string{form.Yes}
	}
	filled := formview.Fill(r, viewQuestions, begin)
	filled.Quiet = true
	return filled
}

func viewOf(id, query string, filled formview.Filled) casestore.View {
	return casestore.View{ID: id, Query: query, Name: filled.First("name"), Default: filled.Has("default", form.Yes)}
}

// saveRefusal is why a view cannot be saved, for the field with its name.
type saveRefusal string

func (r saveRefusal) Error() string { return string(r) }

// saved is the change that saves a view under a name of its own.
func saved(view casestore.View) func(casestore.Settings) (casestore.Settings, error) {
	return func(s casestore.Settings) (casestore.Settings, error) {
		_, again := s.View(view.ID)
		for _, other := range s.Views {
			if other.ID != view.ID && strings.EqualFold(other.Name, view.Name) {
				return s, saveRefusal("You have another view with this name. Enter a different name")
			}
		}
		if !again && len(s.Views) >= casestore.MostViews {
			return s, saveRefusal("You have 20 saved views already. Delete one before you save another")
		}
		return s.With(view), nil
	}
}

// viewToSave reads which list the address or the form asks to save, and says what it
// shows.
func (p pages) viewToSave(r *web.Request, query url.Values) (worklistData, error) {
	d, err := p.asked(r, query)
	if err == nil && d.chosen.holder != "" {
		d.colleagues, err = p.Store.Colleagues(r.Ctx(), d.team)
	}
	return d, err
}

func (p pages) saveView(r *web.Request) error {
	d, err := p.viewToSave(r, r.URL.Query())
	if err != nil {
		return err
	}
	return p.showSaveView(r, http.StatusOK, d, web.NewIdentifier(), fillView(r, casestore.View{}))
}

func (p pages) showSaveView(r *web.Request, status int, d worklistData, id string, filled formview.Filled) error {
	back := worklistPath(d.team, d.list, d.chosen, "")
	return r.ShowAs(status, "save_view", web.Document{Title: "Save this view", Back: back, Problems: filled.Summary()}, viewForm{
		Heading: "Save this view", Shows: d.heading() + ": " + display.LowerFirst(d.chosen.words(d.nameOf)), Action: "/worklist/save-view",
		Query: d.query(d.chosen).Encode(), ID: id, Questions: filled.Questions(), Button: govuk.Button{Text: "Save view", PreventDoubleClick: new(true)},
	})
}

func (p pages) saveViewForm(r *web.Request) error {
	query, err := url.ParseQuery(r.Posted.Get("query"))
	if err != nil {
		return web.ErrNoSuchList
	}
	d, err := p.viewToSave(r, query)
	if err != nil {
		return err
	}
	id := r.Posted.Get("view")
	if !web.OurIdentifier.MatchString(id) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the worklist and try again."}
	}
	filled := fillView(r, casestore.View{})
	view := viewOf(id, d.query(d.chosen).Encode(), filled)
	if err := p.keepView(r, view, &filled); err != nil {
		return err
	}
	if filled.Wrong() {
		return p.showSaveView(r, http.StatusUnprocessableEntity, d, id, filled)
	}
	return r.GoTo(viewPath(view))
}

// keepView saves a view in which nothing is wrong, or says why it cannot be.
func (p pages) keepView(r *web.Request, view casestore.View, filled *formview.Filled) error {
	if filled.Wrong() {
		return nil
	}
	err := p.Store.ChangeSettings(r.Ctx(), r.Who.Referrer.ID, saved(view))
	if no, refused := err.(saveRefusal); refused {
		filled.Refuse("name", string(no))
		return nil
	}
	return err
}
