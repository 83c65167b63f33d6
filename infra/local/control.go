package local

import (
	"fmt"
	"html/template"
	"net/http"
	"time"

	"assistive-referrals/internal/workingtime"
)

// control adds the page that only this host has: the clock, the outbox, and who
// one is.
func (s *System) control(mux *http.ServeMux) {
	guard := http.NewCrossOriginProtection()
	mux.Handle("GET /local", http.HandlerFunc(s.controlPage))
	mux.Handle("POST /local/clock", guard.Handler(http.HandlerFunc(s.moveClock)))
}

var controlTemplate = template.Must(template.New("control").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Local system</title>
<link rel="stylesheet" href="/assets/app.css"></head>
<body class="govuk-template__body">
<main class="govuk-width-container govuk-main-wrapper" id="main-content">
<h1 class="govuk-heading-l">Local system</h1>
<p class="govuk-body">Everything here is made up and stays on this machine. It is now <strong>{{.Now}}</strong> for the system.</p>
<h2 class="govuk-heading-m">Move the clock forward</h2>
<form method="post" action="/local/clock" class="govuk-button-group">
<button class="govuk-button" name="to" value="hour">Next hour</button>
<button class="govuk-button" name="to" value="day">Next working day</button>
</form>
<h2 class="govuk-heading-m">Look inside</h2>
<ul class="govuk-list govuk-list--bullet">
<li><a class="govuk-link" href="/local/outbox">Outbox of GOV.UK Notify</a>: {{.Sent}} sent</li>
<li><a class="govuk-link" href="/sign-in?as=another">Switch person</a></li>
<li><a class="govuk-link" href="/">The service</a></li>
</ul>
<h2 class="govuk-heading-m">With the AWS CLI</h2>
<pre class="govuk-body"><code>{{range .Commands}}{{.}}
{{end}}</code></pre>
</main></body></html>
`))

// Commands are examples of looking inside with the AWS CLI.
func (s *System) Commands() []string {
	prefix := "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=eu-west-2 aws --endpoint-url " + s.options.URL + " "
	return []string{
		prefix + "dynamodb scan --table-name " + s.made.Table + " --max-items 5",
		prefix + "stepfunctions list-executions --state-machine-arn " + s.made.Machine,
		prefix + "sqs list-queues",
	}
}

func (s *System) controlPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	data := struct {
		Now      string
		Sent     int
		Commands []string
	}{s.Cloud.Now().In(workingtime.London()).Format("Monday 2 January 2006, 15:04"), len(s.Outbox.Sent()), s.Commands()}
	if err := controlTemplate.Execute(w, data); err != nil {
		s.options.Log.Error("the control page failed", "error", err)
	}
}

func (s *System) moveClock(w http.ResponseWriter, r *http.Request) {
	now := s.Cloud.Now()
	var by time.Duration
	switch r.PostFormValue("to") {
	case "hour":
		by = time.Hour
	case "day":
		by = NextWorkingMorning(now).Sub(now)
	default:
		http.Error(w, "Choose next hour or next working day.", http.StatusUnprocessableEntity)
		return
	}
	if err := s.Cloud.Advance(r.Context(), by); err != nil {
		s.options.Log.Error("could not move the clock", "error", err)
		http.Error(w, fmt.Sprintf("The clock moved, but not all that fell due is done: %v", err), http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, "/local", http.StatusSeeOther)
}

// NextWorkingMorning is nine o'clock on the next working day after an instant's.
func NextWorkingMorning(t time.Time) time.Time {
	calendar := workingtime.England()
	tomorrow := t.In(workingtime.London())
	tomorrow = time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day()+1, 0, 0, 0, 0, workingtime.London())
	return calendar.Opens(tomorrow)
}
