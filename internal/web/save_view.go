package web

import (
	"assistive-referrals/internal/web/base"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
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
func (v *visit) viewFields(view casestore.View) []govuk.Field {
	name := govuk.Field{Name: "name", Label: "What is it called?", Hint: "For example, urgent falls. Do not use a person’s name.", Width: 20, Value: view.Name}
	first := govuk.Field{Name: "default", Kind: govuk.KindMany, Label: "Where does your worklist begin?", Options: []govuk.Answer{{Value: answerYes, Text: "With this view"}}}
	if view.Default {
		first.Values = []string{answerYes}
	}
	if v.Posted != nil {
		name.Value, first.Values = strings.TrimSpace(v.Posted.Get(name.Name)), v.Posted[first.Name]
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
	return casestore.View{ID: id, Query: query, Name: fields[0].Value, Default: slices.Contains(fields[1].Values, answerYes)}
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
func (v *visit) viewToSave(query url.Values) (worklistData, error) {
	d, err := v.asked(query)
	if err == nil && d.chosen.holder != "" {
		d.colleagues, err = v.Store.Colleagues(v.Ctx(), d.team)
	}
	return d, err
}

func saveView(v *visit) error {
	d, err := v.viewToSave(v.Request.URL.Query())
	if err != nil {
		return err
	}
	return v.showSaveView(http.StatusOK, d, web.NewIdentifier(), v.viewFields(casestore.View{}))
}

func (v *visit) showSaveView(status int, d worklistData, id string, fields []govuk.Field) error {
	back := worklistPath(d.team, d.list, d.chosen, "")
	return v.ShowAs(status, "save_view", web.Document{Title: "Save this view", Back: back, Problems: govuk.Problems(fields...)}, viewForm{
		Heading: "Save this view", Shows: d.heading() + ": " + lowerFirst(d.chosen.words(d.nameOf)), Action: "/worklist/save-view",
		Query: d.query(d.chosen).Encode(), ID: id, Fields: fields, Button: govuk.Button{Text: "Save view", PreventDoubleClick: new(true)},
	})
}

func saveViewForm(v *visit) error {
	query, err := url.ParseQuery(v.Posted.Get("query"))
	if err != nil {
		return web.ErrNoSuchList
	}
	d, err := v.viewToSave(query)
	if err != nil {
		return err
	}
	id := v.Posted.Get("view")
	if !ourIdentifier.MatchString(id) {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the worklist and try again."}
	}
	fields := v.viewFields(casestore.View{})
	view := viewOf(id, d.query(d.chosen).Encode(), fields)
	if fields[0].Error == "" {
		refused, err := v.keepView(view)
		if err != nil {
			return err
		}
		fields[0].Error = refused
	}
	if fields[0].Error != "" {
		return v.showSaveView(http.StatusUnprocessableEntity, d, id, fields)
	}
	return v.GoTo(viewPath(view))
}

// keepView saves a view, or says why it cannot be.
func (v *visit) keepView(view casestore.View) (string, error) {
	err := v.Store.ChangeSettings(v.Ctx(), v.Who.Referrer.ID, saved(view))
	if no, refused := err.(saveRefusal); refused {
		return string(no), nil
	}
	return "", err
}
