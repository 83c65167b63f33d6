package referral

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"time"
)

// The forms in which an event is stored. A history may hold both.
//
//	form1  the event's own fields, and no number; the hash is over them. See event_form1.go.
//	form2  Seal alone; the hash is over the bytes of Sealed.
const (
	form1 = 0
	form2 = 2
)

// Seal is what is stored of an event. Names of people and whatever was written about
// them are salted commitments in what is sealed, and stand beside it in clear: without
// its Clear a text can no longer be read, and the history still verifies.
type Seal struct {
	Form   int     `json:"form,omitempty"`
	Sealed string  `json:"sealed,omitempty"` // the JSON of a sealedEvent, as it was hashed
	Clear  []Clear `json:"clear,omitempty"`
	Hash   string  `json:"hash"` // SHA-256 of Sealed
}

// Clear is a text of which a commitment is sealed. Its event is sure to have had it,
// and nobody finds it by trying texts without the salt.
type Clear struct {
	Salt  string `json:"salt"`
	Value string `json:"value"`
}

// sealedEvent is what form2 seals. Bytes that were sealed stay as they are: fields may
// be added, and what an older event lacks is empty.
type sealedEvent struct {
	Form      int             `json:"form"`
	Reference Reference       `json:"reference"`
	Version   int             `json:"version"`
	Strand    Kind            `json:"strand,omitempty"`
	Touched   []Kind          `json:"touched,omitempty"`
	At        time.Time       `json:"at"`
	By        Actor           `json:"by"`
	Request   string          `json:"request,omitempty"`
	Name      string          `json:"name"`
	Change    json.RawMessage `json:"change"`
	Previous  string          `json:"previous"`
}

// seal writes the change as JSON and seals the event.
func (e *Event) seal() error {
	detail, err := json.Marshal(e.Change)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Name, err)
	}
	var c commitments
	change, err := json.Marshal(c.instead(e.Change))
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Name, err)
	}
	by, _ := c.instead(e.By).(Actor)
	sealed, err := json.Marshal(sealedEvent{
		Form: form2, Reference: e.Reference, Version: e.Version, Strand: e.Strand, Touched: e.Touched, At: e.At, By: by,
		Request: e.Request, Name: e.Name, Change: change, Previous: e.Previous,
	})
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Name, err)
	}
	e.Detail = string(detail)
	e.Seal = Seal{Form: form2, Sealed: string(sealed), Clear: c.clear, Hash: hashOf(sealed)}
	return nil
}

// unseal reads the event's fields from what is sealed. A text whose Clear is gone is "".
func (e *Event) unseal() error {
	texts := map[string]string{}
	for _, c := range e.Clear {
		texts[c.commitment()] = c.Value
	}
	var s sealedEvent
	err := json.Unmarshal(commitment.ReplaceAllFunc([]byte(e.Sealed), func(found []byte) []byte {
		text, _ := json.Marshal(texts[string(bytes.Trim(found, `"`))]) // a text always encodes
		return text
	}), &s)
	if err != nil {
		return fmt.Errorf("read what is sealed: %w", err)
	}
	*e = Event{
		Reference: s.Reference, Version: s.Version, Strand: s.Strand, Touched: s.Touched, At: s.At, By: s.By,
		Request: s.Request, Name: s.Name, Detail: string(s.Change), Previous: s.Previous, Seal: e.Seal,
	}
	return nil
}

var (
	errHash  = errors.New("it is not what was hashed")
	errForm  = errors.New("it is of no known form")
	errClear = errors.New("a text is not the one that was sealed")
	errSays  = errors.New("it does not say what is sealed")
)

// verify returns an error unless an event, stored or opened, is as it was sealed.
func (e Event) verify() error {
	switch e.Form {
	case form1:
		return e.verifyForm1()
	case form2:
	default:
		return errForm
	}
	if hashOf([]byte(e.Sealed)) != e.Hash {
		return errHash
	}
	sealed := map[string]bool{}
	for _, found := range commitment.FindAllString(e.Sealed, -1) {
		sealed[found[1:len(found)-1]] = true
	}
	for _, c := range e.Clear {
		if len(c.Salt) != saltLength || !sealed[c.commitment()] {
			return errClear
		}
	}
	if e.Version == 0 {
		return nil // not opened yet
	}
	again := e
	if err := again.unseal(); err != nil {
		return err
	}
	is, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode the event: %w", err)
	}
	says, err := json.Marshal(again)
	if err != nil {
		return fmt.Errorf("encode the event: %w", err)
	}
	if !bytes.Equal(is, says) {
		return errSays
	}
	return nil
}

func hashOf(document []byte) string {
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:])
}

// commitment is how one stands in JSON.
var commitment = regexp.MustCompile(`"sha256:[0-9a-f]{64}"`)

// saltLength is that of rand.Text. It is fixed, so that no letter can pass from the
// salt to the text.
const saltLength = 26

func (c Clear) commitment() string { return "sha256:" + hashOf([]byte(c.Salt+c.Value)) }

// commitments puts commitments in the place of texts, the same for the same text. Their
// salts are all that is random in this package.
type commitments struct {
	clear []Clear
}

func (c *commitments) to(text string) string {
	for _, known := range c.clear {
		if known.Value == text {
			return known.commitment()
		}
	}
	c.clear = append(c.clear, Clear{Salt: rand.Text(), Value: text})
	return c.clear[len(c.clear)-1].commitment()
}

// instead returns a copy of a value with commitments in the place of its texts. A plain
// string is a text, and one of a type of its own, such as a Kind, a code: a field that
// is the other has the tag `sealed:"code"` or `sealed:"text"`. So whatever nobody
// thought of can be erased.
func (c *commitments) instead(value any) any {
	copied := reflect.New(reflect.TypeOf(value)).Elem()
	copied.Set(reflect.ValueOf(value))
	c.replace(copied, "")
	return copied.Interface()
}

// replace does that to a value that can be set. What it points to is copied.
func (c *commitments) replace(v reflect.Value, tag string) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 && (tag == "text" || tag == "" && v.Type() == reflect.TypeFor[string]()) {
			v.SetString(c.to(v.String()))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			c.replace(copied.Elem(), tag)
			v.Set(copied)
		}
	case reflect.Slice:
		if !v.IsNil() {
			copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(copied, v)
			for i := range copied.Len() {
				c.replace(copied.Index(i), tag)
			}
			v.Set(copied)
		}
	case reflect.Map:
		if !v.IsNil() {
			copied := reflect.MakeMapWithSize(v.Type(), v.Len())
			for _, k := range v.MapKeys() {
				one := reflect.New(v.Type().Elem()).Elem()
				one.Set(v.MapIndex(k))
				c.replace(one, tag)
				copied.SetMapIndex(k, one)
			}
			v.Set(copied)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			within := field.IsExported() || field.Anonymous // whose own fields may be exported
			if within && field.Tag.Get("json") != "-" {
				c.replace(v.Field(i), field.Tag.Get("sealed"))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			c.replace(v.Index(i), tag)
		}
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(reflect.ValueOf(c.instead(v.Elem().Interface())))
		}
	}
}
