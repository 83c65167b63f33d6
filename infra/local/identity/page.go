package identity

import (
	"bytes"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

type page struct {
	Title   string
	Problem string
	Action  string
	Groups  []group
}

// group is people who do the same kind of thing.
type group struct {
	Heading string
	People  []listed
}

// groups says under which heading the page lists whom, by their first role.
var groups = []struct {
	heading string
	roles   []string
}{
	{"Refer", []string{"social-worker", "hospital-discharge"}},
	{"Assess and decide", []string{"occupational-therapist", "trusted-assessor", "activity-facilitator", "digital-inclusion-officer"}},
	{"Put in place", []string{"installer"}},
	{"Lead and run the service", nil}, // everybody else
}

type listed struct {
	Person
	Role    string
	Current bool
}

// showList shows the people to choose from; current is who is signed in.
func showList(w http.ResponseWriter, action string, people []Person, current string) {
	p := page{Title: "Who are you?", Action: action}
	shown := map[string]bool{}
	for _, g := range groups {
		listing := group{Heading: g.heading}
		for _, person := range people {
			if shown[person.ID] || g.roles != nil && !slices.Contains(g.roles, person.Roles[0]) {
				continue
			}
			shown[person.ID] = true
			listing.People = append(listing.People, listed{
				Person:  person,
				Role:    strings.ReplaceAll(strings.Join(person.Roles, ", "), "-", " "),
				Current: person.ID == current,
			})
		}
		slices.SortStableFunc(listing.People, func(a, b listed) int { return slices.Index(g.roles, a.Roles[0]) - slices.Index(g.roles, b.Roles[0]) })
		if len(listing.People) > 0 {
			p.Groups = append(p.Groups, listing)
		}
	}
	show(w, http.StatusOK, p)
}

func showProblem(w http.ResponseWriter, problem string) {
	show(w, http.StatusBadRequest, page{Title: "There is a problem", Problem: problem})
}

func showSignedOut(w http.ResponseWriter) {
	show(w, http.StatusOK, page{Title: "You are signed out"})
}

func show(w http.ResponseWriter, status int, p page) {
	var b bytes.Buffer
	if err := template.Must(template.New("page").Parse(pageHTML)).Execute(&b, p); err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a browser that has gone cannot be told
}

const pageHTML = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} (local sign-in)</title>
<style>
body { font: 1.1875rem/1.4 arial, sans-serif; color: #0b0c0c; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.25rem; margin: 1.5rem 0 .5rem; }
ul { list-style: none; padding: 0; margin: 0; }
li { border-top: 1px solid #b1b4b6; padding: .5rem 0; }
button { font: inherit; color: #fff; background: #00703c; border: 2px solid transparent; padding: .4rem .8rem; cursor: pointer; }
button:focus { outline: 3px solid transparent; color: #0b0c0c; background: #fd0; box-shadow: 0 4px #0b0c0c; }
</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
{{if .Problem}}<p>{{.Problem}}</p>
{{end}}{{if .Groups}}<p>These people are made up. Choose one to sign in as; there is no password.</p>
<form method="post" action="{{.Action}}">
{{range .Groups}}<h2>{{.Heading}}</h2>
<ul>
{{range .People}}<li>
<button type="submit" name="person" value="{{.ID}}" aria-describedby="about-{{.ID}}">{{.Name}}</button>
<div id="about-{{.ID}}">Role: {{.Role}}. Team: {{.Team}}.{{if .Current}} Signed in now.{{end}}</div>
</li>
{{end}}</ul>
{{end}}</form>
{{end}}</main>
</body>
</html>
`
