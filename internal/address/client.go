package address

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Production is the base URL of Ordnance Survey's APIs.
const Production = "https://api.os.uk"

const (
	// timeout bounds a whole look-up: somebody waits for the page, and can type
	// the address meanwhile.
	timeout = 4 * time.Second
	// perCall is the most that the API gives at once, and mostCalls how often it is
	// asked: a postcode has up to 100 delivery points, rarely more.
	perCall   = 100
	mostCalls = 3
	// maxAnswer bounds what is read of an answer: a hundred addresses are some 150 KB.
	maxAnswer = 4 << 20
)

// ErrUnavailable says that the look-up does not work now. The address can be typed.
var ErrUnavailable = errors.New("address look-up is not available")

// Options are what a Client is made from. BaseURL and Key are required.
type Options struct {
	BaseURL string // Production, or wherever a fake listens
	// Key reads the API key. It is called when it is first needed, and again once
	// Ordnance Survey has refused the key, which may have been replaced.
	Key     func(context.Context) (string, error)
	HTTP    *http.Client
	Timeout time.Duration // of a whole look-up; 4 seconds if 0
}

// Client finds addresses. It is safe for concurrent use.
type Client struct {
	Options
	mu  sync.Mutex
	key string
}

// New returns a client. It calls nothing.
func New(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = timeout
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	return &Client{Options: o}
}

// Find returns the addresses of a postcode in the order in which Ordnance Survey
// lists them, none if it knows none. It returns an error that is ErrUnavailable,
// and never has the postcode in it, if it cannot say.
func (c *Client) Find(ctx context.Context, postcode string) ([]Address, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	var found []Address
	for call := range mostCalls {
		page, err := c.page(ctx, postcode, call*perCall)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		for _, result := range page.Results {
			if a := result.DPA.address(); len(a.Lines) > 0 {
				found = append(found, a)
			}
		}
		if len(page.Results) == 0 || (call+1)*perCall >= page.Header.Total {
			break
		}
	}
	return found, nil
}

// answer is a page of what the API found.
type answer struct {
	Header struct {
		Total int `json:"totalresults"`
	} `json:"header"`
	Results []struct {
		DPA delivery `json:"DPA"`
	} `json:"results"`
}

func (c *Client) page(ctx context.Context, postcode string, offset int) (answer, error) {
	var page answer
	key, err := c.currentKey(ctx)
	if err != nil {
		return page, err
	}
	query := url.Values{"postcode": {postcode}, "dataset": {"DPA"}, "maxresults": {strconv.Itoa(perCall)}, "offset": {strconv.Itoa(offset)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.BaseURL+"/search/places/v1/postcode?"+query.Encode(), nil)
	if err != nil {
		return page, errors.New("the base URL is malformed")
	}
	request.Header.Set("key", key)
	request.Header.Set("Accept", "application/json")
	response, err := c.HTTP.Do(request)
	if err != nil {
		return page, withoutURL(err)
	}
	defer func() { _ = response.Body.Close() }()
	document, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return page, fmt.Errorf("read the answer: %w", withoutURL(err))
	}
	switch {
	case response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden:
		c.forget(key)
		fallthrough
	case response.StatusCode != http.StatusOK:
		return page, fmt.Errorf("answered with %d", response.StatusCode)
	}
	if err := json.Unmarshal(document, &page); err != nil {
		return page, errors.New("the answer is not what the API documents")
	}
	return page, nil
}

// withoutURL leaves out of an error of the HTTP client what was called: that has
// the postcode in it.
func withoutURL(err error) error {
	var called *url.Error
	if errors.As(err, &called) {
		return called.Err
	}
	return err
}

func (c *Client) currentKey(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.key == "" {
		key, err := c.Key(ctx)
		if err != nil {
			return "", fmt.Errorf("read the key: %w", err)
		}
		c.key = key
	}
	return c.key, nil
}

// forget lets the key be read again, if it is still the one that was refused.
func (c *Client) forget(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.key == key {
		c.key = ""
	}
}
