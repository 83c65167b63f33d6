package listpage

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// viewForm is the form that names a view: a new one, or one that was saved.
type viewForm struct {
	Heading string
	Shows   string
	Action  string
	Query   string // of a new view
	ID      string // of a new view, so that a form that is sent twice saves one
	Fields  []govuk.Field
	Button  govuk.Button
	Delete  string // address that deletes it; "" for a new one
}

// longestViewName is how long the name of a view may be.
const longestViewName = 50

// viewFields ask what a view is called and whether the worklist begins with it.
func (p pages) viewFields(r *web.Request, view casestore.View) []govuk.Field {
	name := govuk.Field{Name: "name", Label: "What is it called?", Hint: "For example, urgent falls. Do not use a person’s name.", Width: 20, Value: view.Name}
	first := govuk.Field{Name: "default", Kind: govuk.KindMany, Label: "Where does your worklist begin?", Options: []govuk.Answer{{Value: formview.AnswerYes, Text: "With this view"}}}
	if view.Default {
		first.Values = []string{formview.AnswerYes}
	}
	if r.Posted != nil {
		name.Value, first.Values = strings.TrimSpace(r.Posted.Get(name.Name)), r.Posted[first.Name]
		switch {
		case name.Value == "":
			name.Error = "Enter what the view is called"
		case utf8.RuneCountInString(name.Value) > longestViewName:
			name.Error = "Shorten the name to 50 characters or less"
		}
	}
	return []govuk.Field{name, first}
}

func viewOf(id, query string, fields []govuk.Field) casestore.View {
	return casestore.View{ID: id, Query: query, Name: fields[0].Value, Default: slices.Contains(fields[1].Values, formview.AnswerYes)}
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
	return p.showSaveView(r, http.StatusOK, d, web.NewIdentifier(), p.viewFields(r, casestore.View{}))
}

func (p pages) showSaveView(r *web.Request, status int, d worklistData, id string, fields []govuk.Field) error {
	back := worklistPath(d.team, d.list, d.chosen, "")
	return r.ShowAs(status, "save_view", web.Document{Title: "Save this view", Back: back, Problems: govuk.Problems(fields...)}, viewForm{
		Heading: "Save this view", Shows: d.heading() + ": " + display.LowerFirst(d.chosen.words(d.nameOf)), Action: "/worklist/save-view",
		Query: d.query(d.chosen).Encode(), ID: id, Fields: fields, Button: govuk.Button{Text: "Save view", PreventDoubleClick: new(true)},
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
	fields := p.viewFields(r, casestore.View{})
	view := viewOf(id, d.query(d.chosen).Encode(), fields)
	if fields[0].Error == "" {
		refused, err := p.keepView(r, view)
		if err != nil {
			return err
		}
		fields[0].Error = refused
	}
	if fields[0].Error != "" {
		return p.showSaveView(r, http.StatusUnprocessableEntity, d, id, fields)
	}
	return r.GoTo(viewPath(view))
}

// keepView saves a view, or says why it cannot be.
func (p pages) keepView(r *web.Request, view casestore.View) (string, error) {
	err := p.Store.ChangeSettings(r.Ctx(), r.Who.Referrer.ID, saved(view))
	if no, refused := err.(saveRefusal); refused {
		return string(no), nil
	}
	return "", err
}
