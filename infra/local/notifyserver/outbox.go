package notifyserver

import (
	"bytes"
	"html/template"
	"net/http"
	"slices"
	"time"
)

// outboxLimit keeps the page readable; Sent has the rest.
const outboxLimit = 200

type outboxPage struct {
	Total, Shown int
	Messages     []outboxMessage
}

type outboxMessage struct {
	Message
	Heading string
	Machine string // the time, for machines
	Time    string // the time, for people
	HTML    template.HTML
}

// Outbox returns the page that shows what was accepted, newest first.
func (s *Server) Outbox() http.Handler {
	page := template.Must(template.New("outbox").Parse(outboxHTML))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		if err := page.Execute(&b, newOutboxPage(s.Sent())); err != nil {
			http.Error(w, "the outbox cannot be shown", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(b.Bytes()) // a browser that has gone cannot be told
	})
}

func newOutboxPage(sent []Message) outboxPage {
	slices.Reverse(sent)
	p := outboxPage{Total: len(sent)}
	for _, m := range sent[:min(len(sent), outboxLimit)] {
		o := outboxMessage{
			Message: m,
			Heading: m.Subject,
			Machine: m.At.UTC().Format(time.RFC3339),
			Time:    m.At.UTC().Format("2 January 2006, 15:04:05 UTC"),
			HTML:    render(m.Body),
		}
		if m.Channel != "email" {
			o.Heading, o.HTML = "Text message", plain(m.Body)
		}
		p.Messages = append(p.Messages, o)
	}
	p.Shown = len(p.Messages)
	return p
}

const outboxHTML = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox: emails and text messages (local)</title>
<style>
body { font: 1.1875rem/1.4 arial, sans-serif; color: #0b0c0c; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 2px solid #0b0c0c; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: bold; }
dd { margin: 0; overflow-wrap: anywhere; }
.body { border: 1px solid #505a5f; padding: 0 1rem; overflow-wrap: anywhere; }
blockquote { border-left: 10px solid #b1b4b6; margin: 1rem 0; padding: .5rem 1rem; }
a { color: #1d70b8; }
a:focus { outline: 3px solid #fd0; background: #fd0; color: #0b0c0c; }
</style>
</head>
<body>
<main>
<h1>Outbox</h1>
<p>What the service asked GOV.UK Notify to send. Nothing here left this computer.</p>
{{if not .Messages}}<p>Nothing has been sent yet.</p>
{{else}}<p>Showing {{.Shown}} of {{.Total}}, newest first.</p>
{{end}}{{range .Messages}}<article id="message-{{.Number}}" aria-labelledby="heading-{{.Number}}">
<h2 id="heading-{{.Number}}">{{.Heading}}</h2>
<dl>
<dt>Sent</dt><dd><time datetime="{{.Machine}}">{{.Time}}</time></dd>
<dt>To</dt><dd>{{.To}}</dd>
<dt>Template</dt><dd>{{.Template}}</dd>
<dt>Reference</dt><dd>{{.Reference}}</dd>
</dl>
<div class="body">
{{.HTML}}</div>
</article>
{{end}}</main>
</body>
</html>
`
