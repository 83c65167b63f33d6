// Package filter matches events against the filter patterns of Lambda's event
// source mappings. A pattern is a JSON object whose leaves are arrays; a leaf
// matches if any of its alternatives does:
//
//	{"dynamodb": {"NewImage": {"kind": {"S": ["strand", {"prefix": "owed"}]}}}}
//
// Alternatives are exact values (strings, numbers, booleans, null), prefix,
// suffix, equals-ignore-case, anything-but (a value, several, prefix or suffix),
// exists and numeric (=, <, <=, >, >= and ranges). "$or" holds alternatives of
// whole objects. Anything else is refused when the pattern is parsed.
package filter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
)

// Pattern is a parsed filter pattern.
type Pattern struct{ root node }

type node interface {
	match(value any, present bool) bool
}

// Parse returns the pattern that a text states, or an error that says what in it
// is wrong or not emulated.
func Parse(text string) (*Pattern, error) {
	value, err := decode([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("filter: pattern is not JSON: %w", err)
	}
	object, ok := value.(map[string]any)
	if !ok || len(object) == 0 {
		return nil, errors.New("filter: a pattern is an object with at least one member")
	}
	root, err := parseObject(object, "")
	if err != nil {
		return nil, fmt.Errorf("filter: %w", err)
	}
	return &Pattern{root}, nil
}

// Match says whether an event, in JSON, matches the pattern. Text that is not
// JSON matches nothing.
func (p *Pattern) Match(event []byte) bool {
	value, err := decode(event)
	return err == nil && p.root.match(value, true)
}

// MatchAny says whether an event matches any of the patterns, reading it once.
func MatchAny(patterns []*Pattern, event []byte) bool {
	value, err := decode(event)
	if err != nil {
		return false
	}
	for _, p := range patterns {
		if p.root.match(value, true) {
			return true
		}
	}
	return false
}

// Of returns what a pattern asks of a member, named by the way to it, or nil if it
// asks nothing of that alone: an event whose member does not match it does not match
// the pattern.
func (p *Pattern) Of(way ...string) *Pattern {
	current := p.root
	for _, name := range way {
		members, ok := current.(object)
		if !ok || members[name] == nil {
			return nil
		}
		current = members[name]
	}
	return &Pattern{current}
}

func decode(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("more follows after the value")
	}
	return value, nil
}

// object wants every member to match.
type object map[string]node

func (o object) match(value any, present bool) bool {
	members, _ := value.(map[string]any)
	// An array of objects matches if one of them does.
	if list, ok := value.([]any); ok {
		for _, element := range list {
			if o.match(element, true) {
				return true
			}
		}
		return false
	}
	for name, want := range o {
		member, has := members[name]
		if !want.match(member, has) {
			return false
		}
	}
	return true
}

// both wants each of its parts to match the same value.
type both []node

func (b both) match(value any, present bool) bool {
	for _, part := range b {
		if !part.match(value, present) {
			return false
		}
	}
	return true
}

// either wants one of its parts to match.
type either []node

func (e either) match(value any, present bool) bool {
	for _, part := range e {
		if part.match(value, present) {
			return true
		}
	}
	return false
}

func parseObject(members map[string]any, path string) (node, error) {
	if len(members) == 0 {
		return nil, fmt.Errorf("%s: empty object", where(path))
	}
	parsed := object{}
	var alternatives node
	for name, value := range members {
		here := path + "." + name
		switch value := value.(type) {
		case map[string]any:
			sub, err := parseObject(value, here)
			if err != nil {
				return nil, err
			}
			parsed[name] = sub
		case []any:
			if name == "$or" {
				or, err := parseOr(value, here)
				if err != nil {
					return nil, err
				}
				alternatives = or
				continue
			}
			leaf, err := parseLeaf(value, here)
			if err != nil {
				return nil, err
			}
			parsed[name] = leaf
		default:
			return nil, fmt.Errorf("%s: must be an object or an array", where(here))
		}
	}
	if alternatives == nil {
		return parsed, nil
	}
	return both{parsed, alternatives}, nil
}

func parseOr(list []any, path string) (node, error) {
	if len(list) < 2 {
		return nil, fmt.Errorf("%s: needs two or more alternatives", where(path))
	}
	var parts either
	for _, item := range list {
		members, ok := item.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s: alternatives are objects", where(path))
		}
		part, err := parseObject(members, path)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// leaf matches a value, or any element of an array, by one of its tests.
type leaf []test

// test judges one value that is present; exists judges presence itself.
type test struct {
	value  func(any) bool
	exists *bool
}

func (l leaf) match(value any, present bool) bool {
	for _, t := range l {
		if t.exists != nil {
			// Only leaves exist: an object in this place does not count.
			_, nested := value.(map[string]any)
			if *t.exists == (present && !nested) {
				return true
			}
			continue
		}
		if !present {
			continue
		}
		if list, ok := value.([]any); ok {
			for _, element := range list {
				if t.value(element) {
					return true
				}
			}
			continue
		}
		if t.value(value) {
			return true
		}
	}
	return false
}

func parseLeaf(list []any, path string) (node, error) {
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: empty array", where(path))
	}
	var parsed leaf
	for _, item := range list {
		t, err := parseTest(item)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", where(path), err)
		}
		parsed = append(parsed, t)
	}
	return parsed, nil
}

func parseTest(item any) (test, error) {
	operation, ok := item.(map[string]any)
	if !ok {
		if _, list := item.([]any); list {
			return test{}, errors.New("an array within an array")
		}
		return test{value: func(v any) bool { return equal(v, item) }}, nil
	}
	if len(operation) != 1 {
		return test{}, errors.New("an operator object has exactly one member")
	}
	for name, operand := range operation {
		switch name {
		case "prefix", "suffix", "equals-ignore-case":
			f, err := textTest(name, operand)
			return test{value: f}, err
		case "anything-but":
			f, err := anythingBut(operand)
			return test{value: f}, err
		case "numeric":
			f, err := numeric(operand)
			return test{value: f}, err
		case "exists":
			want, ok := operand.(bool)
			if !ok {
				return test{}, errors.New("exists needs true or false")
			}
			return test{exists: &want}, nil
		default:
			return test{}, fmt.Errorf("operator %q is not emulated", name)
		}
	}
	return test{}, errors.New("no operator")
}

func textTest(name string, operand any) (func(any) bool, error) {
	want, ok := operand.(string)
	if !ok {
		return nil, fmt.Errorf("%s needs a string", name)
	}
	return func(v any) bool {
		have, ok := v.(string)
		switch {
		case !ok:
			return false
		case name == "prefix":
			return strings.HasPrefix(have, want)
		case name == "suffix":
			return strings.HasSuffix(have, want)
		}
		return strings.EqualFold(have, want)
	}, nil
}

func anythingBut(operand any) (func(any) bool, error) {
	switch operand := operand.(type) {
	case string, json.Number:
		return func(v any) bool { return !equal(v, operand) }, nil
	case []any:
		if len(operand) == 0 {
			return nil, errors.New("anything-but needs a value")
		}
		for _, item := range operand {
			switch item.(type) {
			case string, json.Number:
			default:
				return nil, errors.New("anything-but takes strings and numbers")
			}
		}
		return func(v any) bool {
			for _, item := range operand {
				if equal(v, item) {
					return false
				}
			}
			return true
		}, nil
	case map[string]any:
		for name, inner := range operand {
			if len(operand) != 1 || name != "prefix" && name != "suffix" {
				return nil, fmt.Errorf("anything-but with %q is not emulated", name)
			}
			f, err := textTest(name, inner)
			if err != nil {
				return nil, err
			}
			return func(v any) bool { return !f(v) }, nil
		}
	}
	return nil, errors.New("anything-but takes strings and numbers")
}

// numeric parses comparisons such as [">", 0, "<=", 5].
func numeric(operand any) (func(any) bool, error) {
	list, ok := operand.([]any)
	if !ok || len(list) != 2 && len(list) != 4 {
		return nil, errors.New("numeric needs an array of one or two comparisons")
	}
	var tests []func(*big.Rat) bool
	for i := 0; i < len(list); i += 2 {
		operator, _ := list[i].(string)
		limit, ok := rational(list[i+1])
		if !ok {
			return nil, errors.New("numeric compares with numbers")
		}
		var holds func(int) bool
		switch operator {
		case "=":
			holds = func(c int) bool { return c == 0 }
		case "<":
			holds = func(c int) bool { return c < 0 }
		case "<=":
			holds = func(c int) bool { return c <= 0 }
		case ">":
			holds = func(c int) bool { return c > 0 }
		case ">=":
			holds = func(c int) bool { return c >= 0 }
		default:
			return nil, fmt.Errorf("numeric operator %q is unknown", operator)
		}
		tests = append(tests, func(n *big.Rat) bool { return holds(n.Cmp(limit)) })
	}
	return func(v any) bool {
		n, ok := rational(v)
		if !ok {
			return false
		}
		for _, t := range tests {
			if !t(n) {
				return false
			}
		}
		return true
	}, nil
}

// rational returns a JSON number exactly. Exponents beyond any double are not
// numbers that AWS compares, and would take long to write out.
func rational(v any) (*big.Rat, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return nil, false
	}
	if f, err := number.Float64(); err != nil || len(number) > 64 || f != 0 && (f > 1e30 || f < -1e30 || f < 1e-30 && f > -1e-30) {
		return nil, false
	}
	text := number.String()
	if _, exponent, found := strings.Cut(strings.ToLower(text), "e"); found && len(strings.TrimLeft(exponent, "+-0")) > 2 {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

func equal(have, want any) bool {
	if a, ok := rational(want); ok {
		b, ok := rational(have)
		return ok && a.Cmp(b) == 0
	}
	switch have.(type) {
	case map[string]any, []any:
		return false
	}
	return have == want
}

func where(path string) string {
	if path == "" {
		return "pattern"
	}
	return strings.TrimPrefix(path, ".")
}
