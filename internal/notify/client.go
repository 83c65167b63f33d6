package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Production is the base URL of GOV.UK Notify.
const Production = "https://api.notifications.service.gov.uk"

// timeout bounds one call when the caller brings no client of its own.
const timeout = 10 * time.Second

// maxAnswer bounds what is read of an answer; a list of one reference is far smaller.
const maxAnswer = 4 << 20

// Channel is how a notification reaches its recipient.
type Channel string

const (
	Email Channel = "email"
	SMS   Channel = "sms"
)

// Options are what a Client needs. BaseURL and APIKey are required.
type Options struct {
	BaseURL string           // Production, or wherever a fake listens
	APIKey  string           // as GOV.UK Notify shows it: name, service id, secret
	HTTP    *http.Client     // nil: a client that gives up after ten seconds
	Now     func() time.Time // nil: time.Now
}

// Message is one notification to one recipient.
type Message struct {
	Reference       string // the sender's own identifier of this notification
	Channel         Channel
	To              string // an email address or telephone number
	Template        string // GOV.UK Notify's template id
	Personalisation map[string]string
}

// String leaves out the recipient and the personalisation, so that a message
// that reaches a log or an error by accident tells nothing about anyone.
func (m Message) String() string {
	return fmt.Sprintf("%s notification %s (template %s)", m.Channel, m.Reference, m.Template)
}

// LogValue is String, for structured logs.
func (m Message) LogValue() slog.Value { return slog.StringValue(m.String()) }

// Client calls GOV.UK Notify. It is safe for concurrent use.
type Client struct {
	base    string
	service string
	signer  jose.Signer
	http    *http.Client
	now     func() time.Time
}

// New returns a client, or an error if the base URL or the API key is malformed.
// It calls nothing.
func New(o Options) (*Client, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, errors.New("notify: the base URL is not an absolute http or https URL")
	}
	service, secret, err := splitKey(o.APIKey)
	if err != nil {
		return nil, err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(secret)},
		(&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return nil, fmt.Errorf("notify: signer: %w", err)
	}
	c := &Client{base: strings.TrimSuffix(o.BaseURL, "/"), service: service, signer: signer, http: o.HTTP, now: o.Now}
	if c.http == nil {
		c.http = &http.Client{Timeout: timeout}
	}
	if c.now == nil {
		c.now = time.Now
	}
	return c, nil
}

var keyPattern = regexp.MustCompile(`^.+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// splitKey returns the service id and the secret that an API key holds. Its
// error never repeats the key.
func splitKey(key string) (service, secret string, err error) {
	parts := keyPattern.FindStringSubmatch(strings.TrimSpace(key))
	if parts == nil {
		return "", "", errors.New("notify: the API key is not a name, a service id and a secret joined by hyphens")
	}
	return parts[1], parts[2], nil
}

// sendRequest is the body that both sending endpoints take.
type sendRequest struct {
	EmailAddress    string            `json:"email_address,omitempty"`
	PhoneNumber     string            `json:"phone_number,omitempty"`
	TemplateID      string            `json:"template_id"`
	Personalisation map[string]string `json:"personalisation,omitempty"`
	Reference       string            `json:"reference,omitempty"`
}

// Send asks GOV.UK Notify to send m and returns the identifier that it gave.
// Accepted is not delivered. Any error is an *Error; after a temporary one the
// message may or may not have been accepted: ask Sent before sending again.
func (c *Client) Send(ctx context.Context, m Message) (id string, err error) {
	if m.Reference == "" {
		return "", refused("a notification has no reference")
	}
	body := sendRequest{TemplateID: m.Template, Personalisation: m.Personalisation, Reference: m.Reference}
	switch m.Channel {
	case Email:
		body.EmailAddress = m.To
	case SMS:
		body.PhoneNumber = m.To
	default:
		return "", refused("a notification has no known channel")
	}
	var answer struct {
		ID string `json:"id"`
	}
	if err := c.call(ctx, http.MethodPost, "/v2/notifications/"+string(m.Channel), body, http.StatusCreated, &answer); err != nil {
		return "", err
	}
	if answer.ID == "" {
		return "", unreadable(http.StatusCreated, errors.New("no id"))
	}
	return answer.ID, nil
}

// Sent returns the identifier of a notification that GOV.UK Notify accepted
// under this reference, the newest if there are several. It returns false if
// there is none; after GOV.UK Notify's retention period (seven days unless the
// service has set another) there is none any more. Any error is an *Error.
func (c *Client) Sent(ctx context.Context, reference string) (id string, found bool, err error) {
	// Without a reference the endpoint lists everything, which would look like "sent".
	if reference == "" {
		return "", false, refused("a notification has no reference")
	}
	var answer struct {
		Notifications []struct {
			ID        string `json:"id"`
			Reference string `json:"reference"`
		} `json:"notifications"`
	}
	path := "/v2/notifications?" + url.Values{"reference": {reference}}.Encode()
	if err := c.call(ctx, http.MethodGet, path, nil, http.StatusOK, &answer); err != nil {
		return "", false, err
	}
	for _, n := range answer.Notifications {
		if n.Reference == reference && n.ID != "" {
			return n.ID, true, nil
		}
	}
	return "", false, nil
}

func (c *Client) call(ctx context.Context, method, path string, body any, want int, answer any) error {
	var payload io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return refused("a notification cannot be encoded")
		}
		payload = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return refused("a request cannot be made: " + err.Error())
	}
	token, err := jwt.Signed(c.signer).Claims(map[string]any{"iss": c.service, "iat": c.now().Unix()}).Serialize()
	if err != nil {
		return refused("a request cannot be signed")
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}

	resp, err := c.http.Do(req)
	if err != nil {
		return &Error{cause: err}
	}
	defer resp.Body.Close()
	read, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return &Error{cause: err}
	}
	if resp.StatusCode != want {
		return answered(resp.StatusCode, read)
	}
	if err := json.Unmarshal(read, answer); err != nil {
		return unreadable(resp.StatusCode, err)
	}
	return nil
}
