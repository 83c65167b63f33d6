package notifyserver

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// retention is how long the API can find a notification: GOV.UK Notify's
// setting for a service that chose no other.
const retention = 7 * 24 * time.Hour

// pageSize is how many notifications one answer lists at most.
const pageSize = 250

// sender is what the fake service sends from.
const (
	senderEmail  = "assistive-technology-referrals@notifications.example.org"
	senderNumber = "SocialCare"
)

// problem is a refusal.
type problem struct {
	status        int
	name, message string
}

func bad(message string) *problem {
	return &problem{http.StatusBadRequest, "BadRequestError", message}
}

func invalid(message string) *problem {
	return &problem{http.StatusBadRequest, "ValidationError", message}
}

func notFound() *problem {
	return &problem{http.StatusNotFound, "NoResultFound", "No result found"}
}

// injected is the refusal for a fault that was asked for.
func injected(status int) *problem {
	switch status {
	case http.StatusTooManyRequests:
		return &problem{status, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"}
	case http.StatusForbidden:
		return forbidden("Invalid token: API key not found")
	case http.StatusBadRequest:
		return bad("Template not found")
	case http.StatusInternalServerError:
		return &problem{status, "Exception", "Internal server error"}
	}
	return &problem{status, "Exception", http.StatusText(status)}
}

func refuse(w http.ResponseWriter, p *problem) {
	answer(w, p.status, map[string]any{
		"status_code": p.status,
		"errors":      []map[string]string{{"error": p.name, "message": p.message}},
	})
}

func answer(w http.ResponseWriter, status int, document any) {
	body, err := json.Marshal(document)
	if err != nil {
		http.Error(w, "the answer cannot be encoded", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller that has gone cannot be told
}

// list answers GET /v2/notifications.
func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	olderThan := query.Get("older_than")
	if olderThan != "" && !isUUID(olderThan) {
		refuse(w, invalid("older_than is not a valid UUID"))
		return
	}
	found := []map[string]any{}
	last := ""
	started := olderThan == ""
	for _, m := range s.newest() {
		if !started {
			started = m.ID == olderThan
			continue
		}
		if query.Has("reference") && query.Get("reference") != m.Reference ||
			query.Has("template_type") && !slices.Contains(query["template_type"], m.Channel) ||
			query.Has("status") && !slices.Contains(query["status"], "delivered") {
			continue
		}
		if len(found) == pageSize {
			break
		}
		found, last = append(found, s.document(m)), m.ID
	}

	links := map[string]string{"current": s.listURL(query)}
	if last != "" {
		query.Set("older_than", last)
		links["next"] = s.listURL(query)
	}
	answer(w, http.StatusOK, map[string]any{"notifications": found, "links": links})
}

// one answers GET /v2/notifications/{id}.
func (s *Server) one(w http.ResponseWriter, r *http.Request) {
	id := strings.ToLower(r.PathValue("id"))
	if !isUUID(id) {
		refuse(w, invalid("id is not a valid UUID"))
		return
	}
	for _, m := range s.newest() {
		if m.ID == id {
			answer(w, http.StatusOK, s.document(m))
			return
		}
	}
	refuse(w, notFound())
}

// newest returns what the API can still find, newest first.
func (s *Server) newest() []Message {
	since := s.now().Add(-retention)
	messages := slices.DeleteFunc(s.Sent(), func(m Message) bool { return m.At.Before(since) })
	slices.Reverse(messages)
	return messages
}

// created is the document that answers an accepted notification.
func (s *Server) created(m Message, t Template) map[string]any {
	content := map[string]any{"body": m.Body, "from_number": senderNumber}
	if m.Channel == "email" {
		content = map[string]any{
			"subject": m.Subject, "body": m.Body, "from_email": senderEmail, "one_click_unsubscribe_url": nil,
		}
	}
	return map[string]any{
		"id":            m.ID,
		"reference":     orNull(m.Reference),
		"content":       content,
		"uri":           s.base + "/v2/notifications/" + m.ID,
		"template":      s.template(t.ID),
		"scheduled_for": nil,
	}
}

// document is a notification as the API shows it later.
func (s *Server) document(m Message) map[string]any {
	at := m.At.Format("2006-01-02T15:04:05.000000Z")
	d := map[string]any{
		"id": m.ID, "reference": orNull(m.Reference), "type": m.Channel, "status": "delivered",
		"email_address": nil, "phone_number": nil, "subject": nil, "body": m.Body,
		"template":   s.template(m.TemplateID),
		"created_at": at, "sent_at": at, "completed_at": at, "scheduled_for": nil, "created_by_name": nil,
		"postage": nil, "postcode": nil,
		"line_1": nil, "line_2": nil, "line_3": nil, "line_4": nil, "line_5": nil, "line_6": nil,
	}
	if m.Channel == "email" {
		d["email_address"], d["subject"] = m.To, m.Subject
	} else {
		d["phone_number"] = m.To
	}
	return d
}

func (s *Server) template(id string) map[string]any {
	return map[string]any{"id": id, "version": 1, "uri": s.base + "/v2/template/" + id}
}

func (s *Server) listURL(query url.Values) string {
	u := s.base + "/v2/notifications"
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
