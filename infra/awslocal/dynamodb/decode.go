package dynamodb

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"assistive-referrals/infra/awslocal/wire"
)

// maxDepth is how deep an attribute may be nested.
const maxDepth = 32

// decode reads the input of an operation. A member that the double does not
// know is refused by name: to ignore it would be kinder than AWS.
func decode(service, operation string, input []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		}
		err = errors.New("more than one document in the request")
	}
	if refusal, ok := errors.AsType[*wire.Error](err); ok {
		return refusal
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return wire.NotEmulated(service, operation+"."+strings.Trim(name, `"`))
	}
	return wire.Refuse("SerializationException", "%s", err)
}

// UnmarshalJSON reads an item and checks its values.
func (a *attributes) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	c := &cursor{data: data}
	read, err := c.attributes(1)
	if err != nil {
		return err
	}
	*a = read
	return nil
}

// placeholders are ExpressionAttributeValues.
type placeholders map[string]value

// UnmarshalJSON reads the values and says which one is refused.
func (p *placeholders) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	*p = placeholders{}
	c := &cursor{data: data}
	return c.object(func(name string) error {
		v, err := c.value(1)
		if refusal, ok := errors.AsType[*wire.Error](err); ok && refusal.Code == "ValidationException" {
			return invalid("ExpressionAttributeValues contains invalid value: %s for key %s", refusal.Message, name)
		}
		(*p)[name] = v
		return err
	})
}

// cursor reads attribute values from JSON that is known to be well-formed: the
// JSON package has checked it before it hands over a value. Reading them in one
// pass, rather than through maps of maps, is most of what makes the double fast.
type cursor struct {
	data []byte
	at   int
}

func malformed(what string) error {
	return wire.Refuse("SerializationException", "%s", what)
}

// next skips white space and returns the character there without passing it.
func (c *cursor) next() byte {
	for c.at < len(c.data) {
		switch c.data[c.at] {
		case ' ', '\t', '\r', '\n', ',', ':':
			c.at++
		default:
			return c.data[c.at]
		}
	}
	return 0
}

// object visits each member with the cursor on its value.
func (c *cursor) object(visit func(name string) error) error {
	if c.next() != '{' {
		return malformed("Unexpected field type")
	}
	for c.at++; c.next() != '}'; {
		name, err := c.string()
		if err != nil {
			return err
		}
		if err := visit(name); err != nil {
			return err
		}
	}
	c.at++
	return nil
}

func (c *cursor) array(visit func() error) error {
	if c.next() != '[' {
		return malformed("Unexpected field type")
	}
	for c.at++; c.next() != ']'; {
		if err := visit(); err != nil {
			return err
		}
	}
	c.at++
	return nil
}

func (c *cursor) string() (string, error) {
	if c.next() != '"' {
		return "", malformed("Unexpected field type: a string was expected")
	}
	start := c.at + 1
	plain := true
	end := start
	for end < len(c.data) && c.data[end] != '"' {
		if c.data[end] == '\\' {
			plain = false
			end++
		}
		end++
	}
	if end >= len(c.data) {
		return "", malformed("Unexpected end of input")
	}
	c.at = end + 1
	if text := c.data[start:end]; plain && utf8.Valid(text) {
		return string(text), nil
	}
	var text string
	if err := json.Unmarshal(c.data[start-1:end+1], &text); err != nil {
		return "", malformed(err.Error())
	}
	return text, nil
}

func (c *cursor) bool() (bool, error) {
	c.next()
	for text, result := range map[string]bool{"true": true, "false": false} {
		if bytes.HasPrefix(c.data[c.at:], []byte(text)) {
			c.at += len(text)
			return result, nil
		}
	}
	return false, malformed("Unexpected field type: a boolean was expected")
}

func (c *cursor) attributes(depth int) (attributes, error) {
	result := attributes{}
	err := c.object(func(name string) error {
		if name == "" {
			return invalid("One or more parameter values were invalid: Attribute name must not be empty")
		}
		v, err := c.value(depth)
		result[name] = v
		return err
	})
	return result, err
}

// value reads one attribute value at that depth of nesting.
func (c *cursor) value(depth int) (value, error) {
	var v value
	if depth > maxDepth {
		return v, invalid("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit")
	}
	err := c.object(func(name string) error {
		k := kindNamed(name)
		if k == kindNone {
			return malformed("Unexpected attribute type " + name)
		}
		if v.kind != kindNone {
			return invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")
		}
		v.kind = k
		return c.content(&v, depth)
	})
	if err == nil && v.kind == kindNone {
		err = invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
	}
	return v, err
}

func (c *cursor) content(v *value, depth int) (err error) {
	switch v.kind {
	case kindS, kindN, kindB:
		v.text, err = c.scalar(v.kind)
	case kindBOOL:
		v.flag, err = c.bool()
	case kindNULL:
		if v.flag, err = c.bool(); err == nil && !v.flag {
			err = invalid("One or more parameter values were invalid: Null attribute value types must have the value of true")
		}
	case kindM:
		v.fields, err = c.attributes(depth + 1)
	case kindL:
		v.list = []value{}
		err = c.array(func() error {
			element, err := c.value(depth + 1)
			v.list = append(v.list, element)
			return err
		})
	default:
		err = c.set(v)
	}
	return err
}

func (c *cursor) scalar(k kind) (string, error) {
	text, err := c.string()
	if err != nil {
		return "", err
	}
	switch k {
	case kindN:
		d, err := parseNumber(text)
		if err != nil {
			return "", invalid("%s", err)
		}
		return d.String(), nil
	case kindB:
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return "", malformed("Invalid base64 in a binary value")
		}
		return string(raw), nil
	}
	return text, nil
}

// emptySets are AWS's words for each type of set.
var emptySets = map[kind]string{
	kindSS: "An string set  may not be empty",
	kindNS: "An number set  may not be empty",
	kindBS: "Binary sets should not be empty",
}

func (c *cursor) set(v *value) error {
	var asGiven []string
	err := c.array(func() error {
		text, err := c.scalar(v.kind.element())
		asGiven = append(asGiven, text)
		v.list = append(v.list, value{kind: v.kind.element(), text: text})
		return err
	})
	if err != nil {
		return err
	}
	if len(v.list) == 0 {
		return invalid("One or more parameter values were invalid: %s", emptySets[v.kind])
	}
	slices.SortFunc(v.list, order)
	if len(slices.CompactFunc(slices.Clone(v.list), equal)) == len(v.list) {
		return nil
	}
	if v.kind == kindNS {
		return invalid("Input collection contains duplicates")
	}
	return invalid("One or more parameter values were invalid: Input collection [%s] contains duplicates.", strings.Join(asGiven, ", "))
}
