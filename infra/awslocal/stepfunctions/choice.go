package stepfunctions

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// condition is a choice rule without its Next. It returns a *failure if it names
// something that is not there.
type condition func(scope) (bool, error)

// rule is one branch of a Choice state.
type rule struct {
	holds condition
	next  string
}

func parseRule(value any) (rule, error) {
	members, ok := value.(map[string]any)
	if !ok {
		return rule{}, errors.New("a choice rule is an object")
	}
	next, ok := members["Next"].(string)
	if !ok {
		return rule{}, errors.New("a choice rule needs Next")
	}
	rest := map[string]any{}
	for name, member := range members {
		if name != "Next" && name != "Comment" {
			rest[name] = member
		}
	}
	holds, err := parseCondition(rest)
	return rule{holds, next}, err
}

func parseCondition(members map[string]any) (condition, error) {
	for _, field := range []string{"Condition", "Assign", "Output"} {
		if _, ok := members[field]; ok {
			return nil, wire.NotEmulated("States", "Choice."+field)
		}
	}
	if len(members) == 1 {
		for name, operand := range members {
			switch name {
			case "And", "Or":
				return parseConnective(name, operand)
			case "Not":
				inner, ok := operand.(map[string]any)
				if !ok {
					return nil, errors.New("not takes a rule")
				}
				holds, err := parseInner(inner)
				if err != nil {
					return nil, err
				}
				return func(in scope) (bool, error) {
					yes, err := holds(in)
					return !yes, err
				}, nil
			}
		}
	}
	return parseComparison(members)
}

func parseInner(members map[string]any) (condition, error) {
	if _, ok := members["Next"]; ok {
		return nil, errors.New("a rule within a rule has no Next")
	}
	return parseCondition(members)
}

func parseConnective(name string, operand any) (condition, error) {
	list, ok := operand.([]any)
	if !ok || len(list) == 0 {
		return nil, fmt.Errorf("%s takes one or more rules", name)
	}
	var parts []condition
	for _, item := range list {
		members, ok := item.(map[string]any)
		if !ok {
			return nil, errors.New("a choice rule is an object")
		}
		part, err := parseInner(members)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	stopAt := name == "Or"
	return func(in scope) (bool, error) {
		for _, part := range parts {
			yes, err := part(in)
			if err != nil || yes == stopAt {
				return yes, err
			}
		}
		return !stopAt, nil
	}, nil
}

func parseComparison(members map[string]any) (condition, error) {
	written, ok := members["Variable"].(string)
	if !ok {
		return nil, errors.New("a comparison needs Variable")
	}
	variable, err := parsePath(written)
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range members {
		if name != "Variable" && name != "Comment" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	if len(names) != 1 {
		return nil, fmt.Errorf("a comparison has exactly one operator, not %d", len(names))
	}
	name, operand := names[0], members[names[0]]
	if strings.HasPrefix(name, "Is") {
		return parseTypeTest(name, operand, variable)
	}
	operator, byPath := strings.CutSuffix(name, "Path")
	compare := comparison(operator)
	if compare == nil || byPath && operator == "StringMatches" {
		return nil, fmt.Errorf("%q is not a comparison operator", name)
	}
	var want expression = literal{operand}
	if byPath {
		written, ok := operand.(string)
		if !ok {
			return nil, fmt.Errorf("%s takes a path", name)
		}
		if want, err = parsePath(written); err != nil {
			return nil, err
		}
	} else if !suits(operator, operand) {
		return nil, fmt.Errorf("%s cannot compare with %s", name, text(operand))
	}
	return func(in scope) (bool, error) {
		have, err := choiceValue(variable, in)
		if err != nil {
			return false, err
		}
		with, err := want.evaluate(in)
		if err != nil {
			return false, err
		}
		return compare(have, with), nil
	}, nil
}

func choiceValue(variable path, in scope) (any, error) {
	value, ok := variable.get(in)
	if !ok {
		return nil, runtimeFailure("Invalid path '%s': The choice state's condition path references an invalid value.", variable.written)
	}
	return value, nil
}

func parseTypeTest(name string, operand any, variable path) (condition, error) {
	want, ok := operand.(bool)
	if !ok {
		return nil, fmt.Errorf("%s takes true or false", name)
	}
	var is func(any) bool
	switch name {
	case "IsPresent":
		return func(in scope) (bool, error) {
			_, present := variable.get(in)
			return present == want, nil
		}, nil
	case "IsNull":
		is = func(v any) bool { return v == nil }
	case "IsString":
		is = func(v any) bool { _, ok := v.(string); return ok }
	case "IsNumeric":
		is = func(v any) bool { _, ok := v.(json.Number); return ok }
	case "IsBoolean":
		is = func(v any) bool { _, ok := v.(bool); return ok }
	case "IsTimestamp":
		is = func(v any) bool { _, ok := instant(v); return ok }
	default:
		return nil, fmt.Errorf("%q is not a comparison operator", name)
	}
	return func(in scope) (bool, error) {
		value, err := choiceValue(variable, in)
		return err == nil && is(value) == want, err
	}, nil
}

// suits says whether a constant is of the type that its operator compares.
func suits(operator string, operand any) bool {
	switch {
	case strings.HasPrefix(operator, "String"):
		_, ok := operand.(string)
		return ok
	case strings.HasPrefix(operator, "Numeric"):
		_, ok := operand.(json.Number)
		return ok
	case strings.HasPrefix(operator, "Boolean"):
		_, ok := operand.(bool)
		return ok
	}
	_, ok := instant(operand)
	return ok
}

// comparison returns what an operator does; nil if there is none of that name.
// Values of another type than the operator's do not compare: the answer is false.
func comparison(operator string) func(have, want any) bool {
	if operator == "StringMatches" {
		return func(have, want any) bool {
			h, ok1 := have.(string)
			w, ok2 := want.(string)
			return ok1 && ok2 && glob(w, h)
		}
	}
	if operator == "BooleanEquals" {
		return func(have, want any) bool {
			h, ok1 := have.(bool)
			w, ok2 := want.(bool)
			return ok1 && ok2 && h == w
		}
	}
	for kind, order := range map[string]func(a, b any) (int, bool){
		"String": orderText, "Numeric": orderNumbers, "Timestamp": orderInstants,
	} {
		relation, ok := strings.CutPrefix(operator, kind)
		if !ok {
			continue
		}
		var holds func(int) bool
		switch relation {
		case "Equals":
			holds = func(c int) bool { return c == 0 }
		case "LessThan":
			holds = func(c int) bool { return c < 0 }
		case "LessThanEquals":
			holds = func(c int) bool { return c <= 0 }
		case "GreaterThan":
			holds = func(c int) bool { return c > 0 }
		case "GreaterThanEquals":
			holds = func(c int) bool { return c >= 0 }
		default:
			return nil
		}
		return func(have, want any) bool {
			c, ok := order(have, want)
			return ok && holds(c)
		}
	}
	return nil
}

func orderText(a, b any) (int, bool) {
	x, ok1 := a.(string)
	y, ok2 := b.(string)
	return strings.Compare(x, y), ok1 && ok2
}

func orderNumbers(a, b any) (int, bool) {
	m, ok1 := a.(json.Number)
	n, ok2 := b.(json.Number)
	if !ok1 || !ok2 {
		return 0, false
	}
	x, err1 := m.Float64()
	y, err2 := n.Float64()
	if err1 != nil || err2 != nil {
		return 0, false
	}
	switch {
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	}
	return 0, true
}

func orderInstants(a, b any) (int, bool) {
	x, ok1 := instant(a)
	y, ok2 := instant(b)
	return x.Compare(y), ok1 && ok2
}

// instant reads a timestamp: RFC 3339 with a capital T and a capital Z.
func instant(value any) (time.Time, bool) {
	written, ok := value.(string)
	if !ok || !strings.Contains(written, "T") {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, written)
	return t, err == nil
}

// glob matches text against a pattern in which * stands for any characters and a
// backslash takes the next character as it is.
func glob(pattern, s string) bool {
	var parts []string
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch {
		case pattern[i] == '\\' && i+1 < len(pattern):
			i++
			b.WriteByte(pattern[i])
		case pattern[i] == '*':
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(pattern[i])
		}
	}
	last := b.String()
	if len(parts) == 0 {
		return s == last
	}
	s, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1:] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, last)
}
