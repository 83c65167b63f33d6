package notifyserver

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"regexp"
	"strings"
)

const maxBody = 2 << 20

// sendRequest has every field that GOV.UK Notify documents for either channel.
// Those that change only how a message is sent are read and not used.
type sendRequest struct {
	EmailAddress    *string         `json:"email_address"`
	PhoneNumber     *string         `json:"phone_number"`
	TemplateID      *string         `json:"template_id"`
	Personalisation map[string]any  `json:"personalisation"`
	Reference       *string         `json:"reference"`
	EmailReplyToID  json.RawMessage `json:"email_reply_to_id"`
	SMSSenderID     json.RawMessage `json:"sms_sender_id"`
	Unsubscribe     json.RawMessage `json:"one_click_unsubscribe_url"`
}

func (s *Server) send(channel string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m, template, p := s.read(channel, http.MaxBytesReader(w, r.Body, maxBody))
		if p != nil {
			refuse(w, p)
			return
		}
		m, lose, err := s.accept(m)
		if err != nil {
			refuse(w, injected(http.StatusInternalServerError))
			return
		}
		if lose {
			panic(http.ErrAbortHandler) // closes the connection without an answer
		}
		answer(w, http.StatusCreated, s.created(m, template))
	}
}

// read returns the notification that the body asks for, or why it is refused.
func (s *Server) read(channel string, body io.Reader) (Message, Template, *problem) {
	none := func(p *problem) (Message, Template, *problem) { return Message{}, Template{}, p }

	raw, err := io.ReadAll(body)
	if err != nil {
		return none(bad("Invalid JSON"))
	}
	var req sendRequest
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&req); err != nil {
		if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return none(invalid("Additional properties are not allowed (" + strings.Trim(field, `"`) + " was unexpected)"))
		}
		return none(bad("Invalid JSON"))
	}

	to, p := recipient(channel, req)
	if p != nil {
		return none(p)
	}
	if req.TemplateID == nil {
		return none(invalid("template_id is a required property"))
	}
	if !isUUID(*req.TemplateID) {
		return none(invalid("template_id is not a valid UUID"))
	}
	template, ok := s.templates[strings.ToLower(*req.TemplateID)]
	if !ok {
		return none(bad("Template not found"))
	}
	if template.Channel != channel {
		return none(bad(fmt.Sprintf("%s template is not suitable for %s notification", template.Channel, channel)))
	}
	if missing := missing(template, req.Personalisation); len(missing) > 0 {
		return none(bad("Missing personalisation: " + strings.Join(missing, ", ")))
	}

	m := Message{
		ID:         newUUID(),
		Channel:    channel,
		To:         to,
		Template:   template.Key,
		TemplateID: template.ID,
		Subject:    fill(template.Subject, req.Personalisation),
		Body:       fill(template.Body, req.Personalisation),
	}
	if req.Reference != nil {
		m.Reference = *req.Reference
	}
	return m, template, nil
}

// recipient returns the address that the channel needs, or why there is none.
func recipient(channel string, req sendRequest) (string, *problem) {
	if channel == "email" {
		if req.PhoneNumber != nil {
			return "", invalid("Additional properties are not allowed (phone_number was unexpected)")
		}
		if req.EmailAddress == nil {
			return "", invalid("email_address is a required property")
		}
		if a, err := mail.ParseAddress(*req.EmailAddress); err != nil || a.Address != *req.EmailAddress ||
			!strings.Contains(a.Address[strings.LastIndex(a.Address, "@"):], ".") {
			return "", invalid("email_address Not a valid email address")
		}
		return *req.EmailAddress, nil
	}
	if req.EmailAddress != nil {
		return "", invalid("Additional properties are not allowed (email_address was unexpected)")
	}
	if req.PhoneNumber == nil {
		return "", invalid("phone_number is a required property")
	}
	return *req.PhoneNumber, checkNumber(*req.PhoneNumber)
}

// checkNumber refuses what is not a UK mobile or an international number.
func checkNumber(number string) *problem {
	digits := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "+", "", ".", "").Replace(number)
	if strings.Trim(digits, "0123456789") != "" {
		return invalid("phone_number Must not contain letters or symbols")
	}
	international := strings.HasPrefix(strings.TrimSpace(number), "+") || strings.HasPrefix(digits, "00")
	digits = strings.TrimLeft(digits, "0")
	if rest, ok := strings.CutPrefix(digits, "44"); ok {
		digits, international = strings.TrimLeft(rest, "0"), false
	}
	switch {
	case international && len(digits) < 8, !international && len(digits) < 10:
		return invalid("phone_number Not enough digits")
	case international && len(digits) > 15, !international && len(digits) > 10:
		return invalid("phone_number Too many digits")
	case !international && !strings.HasPrefix(digits, "7"):
		return invalid("phone_number Not a UK mobile number")
	}
	return nil
}

var placeholder = regexp.MustCompile(`\(\(([^()]+)\)\)`)

// missing names, in order and once each, the placeholders that have no value.
func missing(t Template, personalisation map[string]any) []string {
	var names []string
	seen := map[string]bool{}
	for _, found := range placeholder.FindAllStringSubmatch(t.Subject+"\n"+t.Body, -1) {
		name := found[1]
		if personalisation[name] == nil && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

func fill(text string, personalisation map[string]any) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.Trim(found, "()")
		list, ok := personalisation[name].([]any)
		if !ok {
			return fmt.Sprint(personalisation[name])
		}
		var b strings.Builder
		for _, item := range list {
			fmt.Fprintf(&b, "\n* %v", item)
		}
		return b.String()
	})
}

var uuidPattern = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func isUUID(s string) bool { return uuidPattern.MatchString(s) }

// newUUID returns a random (version 4) UUID.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
