package notifyserver

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options are what a Server needs. BaseURL and APIKey are required.
type Options struct {
	BaseURL string           // where the API is reached; its path is the base of every route
	APIKey  string           // the one key that is accepted: name, service id, secret
	Now     func() time.Time // nil: time.Now
	Store   Store            // nil: what was sent is forgotten when the process ends
}

// Store keeps what was sent. The keys are the server's own.
type Store interface {
	Put(key string, value []byte) error
	// Each calls f for everything put, in any order, and stops at its first error.
	Each(f func(key string, value []byte) error) error
}

// Message is a notification that was accepted.
type Message struct {
	ID         string
	Number     int // counts what was accepted, from 1
	Reference  string
	Channel    string // "email" or "sms"
	To         string
	Template   string // the template's key
	TemplateID string
	Subject    string // email only
	Body       string // filled in, with its formatting
	At         time.Time
}

// Server is a GOV.UK Notify for one service. It is safe for concurrent use.
type Server struct {
	base      string
	service   string
	secret    []byte
	now       func() time.Time
	store     Store
	templates map[string]Template // by id
	api       http.Handler

	mu       sync.Mutex
	sent     []Message // oldest first
	failures []int     // statuses to answer the next calls with
	lose     int       // how many answers to accepted notifications still to lose
}

var keyPattern = regexp.MustCompile(`^.+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// New returns a server that holds what its store held. It returns an error if
// an option is malformed or the store cannot be read.
func New(o Options) (*Server, error) {
	base, err := url.Parse(o.BaseURL)
	if err != nil || base.Host == "" {
		return nil, errors.New("notifyserver: the base URL is not absolute")
	}
	key := keyPattern.FindStringSubmatch(o.APIKey)
	if key == nil {
		return nil, errors.New("notifyserver: the API key is not a name, a service id and a secret joined by hyphens")
	}
	s := &Server{
		base:      strings.TrimSuffix(o.BaseURL, "/"),
		service:   key[1],
		secret:    []byte(key[2]),
		now:       o.Now,
		store:     o.Store,
		templates: map[string]Template{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	for _, t := range Templates() {
		s.templates[t.ID] = t
	}
	if err := s.restore(); err != nil {
		return nil, err
	}

	prefix := strings.TrimSuffix(base.Path, "/")
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+prefix+"/v2/notifications/email", s.send("email"))
	mux.HandleFunc("POST "+prefix+"/v2/notifications/sms", s.send("sms"))
	mux.HandleFunc("GET "+prefix+"/v2/notifications", s.list)
	mux.HandleFunc("GET "+prefix+"/v2/notifications/{id}", s.one)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { refuse(w, notFound()) })
	s.api = mux
	return s, nil
}

// ServeHTTP answers one call of the API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if status := s.nextFailure(); status != 0 {
		refuse(w, injected(status))
		return
	}
	if p := s.authenticate(r.Header.Get("Authorization")); p != nil {
		refuse(w, p)
		return
	}
	s.api.ServeHTTP(w, r)
}

// Sent returns what was accepted, oldest first.
func (s *Server) Sent() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// FailNext answers the next n calls of the API, of any kind, with this status
// and without doing anything. It adds to failures already asked for.
func (s *Server) FailNext(status, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.failures = append(s.failures, status)
	}
}

// LoseAnswers accepts the next n notifications as usual and then closes the
// connection instead of answering.
func (s *Server) LoseAnswers(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lose += n
}

func (s *Server) nextFailure() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.failures) == 0 {
		return 0
	}
	status := s.failures[0]
	s.failures = s.failures[1:]
	return status
}

// accept keeps m, giving it its number and time, and reports whether the answer
// should be lost.
func (s *Server) accept(m Message) (kept Message, lose bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.Number = 1
	if len(s.sent) > 0 {
		m.Number = s.sent[len(s.sent)-1].Number + 1
	}
	m.At = s.now().UTC()
	if s.store != nil {
		value, err := json.Marshal(m)
		if err != nil {
			return Message{}, false, err
		}
		if err := s.store.Put(m.ID, value); err != nil {
			return Message{}, false, err
		}
	}
	s.sent = append(s.sent, m)
	if s.lose > 0 {
		s.lose--
		return m, true, nil
	}
	return m, false, nil
}

func (s *Server) restore() error {
	if s.store == nil {
		return nil
	}
	err := s.store.Each(func(key string, value []byte) error {
		var m Message
		if err := json.Unmarshal(value, &m); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		s.sent = append(s.sent, m)
		return nil
	})
	if err != nil {
		return fmt.Errorf("notifyserver: restore: %w", err)
	}
	slices.SortFunc(s.sent, func(a, b Message) int { return cmp.Compare(a.Number, b.Number) })
	return nil
}
