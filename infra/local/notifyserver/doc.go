// Package notifyserver is a GOV.UK Notify that sends nothing and shows
// everything.
//
// A Server is an http.Handler that answers as GOV.UK Notify's REST API does: it
// checks the signed token, the body, the template and its personalisation, and
// refuses with the same error documents. Production code talks to it unchanged;
// only its base URL differs:
//
//	server, err := notifyserver.New(notifyserver.Options{
//		BaseURL: "http://localhost:8080/notify",
//		APIKey:  "local-<service id>-<secret>",
//	})
//	mux.Handle("/notify/", server)
//	mux.Handle("GET /outbox", server.Outbox())
//
// Outbox is a page of what was accepted; Sent is the same for tests. FailNext and
// LoseAnswers inject faults. The templates are in templates.go.
//
// What it answers: POST /v2/notifications/email and /sms, GET /v2/notifications
// with the filters reference, template_type, status and older_than, and
// GET /v2/notifications/{id}. Everything accepted counts as delivered at once,
// and is no longer found through the API after seven days.
package notifyserver
