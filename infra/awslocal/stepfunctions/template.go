package stepfunctions

import (
	"fmt"
	"strings"
)

// template is a payload template: JSON in which members whose names end in ".$"
// are computed.
type template struct {
	members  map[string]template
	elements []template
	dynamic  expression
	constant any
	kind     templateKind
}

type templateKind int

const (
	constantTemplate templateKind = iota
	objectTemplate
	arrayTemplate
	dynamicTemplate
)

func parseTemplate(value any) (template, error) {
	switch value := value.(type) {
	case map[string]any:
		t := template{kind: objectTemplate, members: map[string]template{}}
		for name, member := range value {
			plain, computed := strings.CutSuffix(name, ".$")
			if _, twice := t.members[plain]; twice {
				return t, fmt.Errorf("member %q is given twice", plain)
			}
			if !computed {
				inner, err := parseTemplate(member)
				if err != nil {
					return t, err
				}
				t.members[name] = inner
				continue
			}
			written, ok := member.(string)
			if !ok {
				return t, fmt.Errorf("the value of %q must be a string that is a path or an intrinsic function", name)
			}
			parsed, err := parseExpression(written)
			if err != nil {
				return t, err
			}
			t.members[plain] = template{kind: dynamicTemplate, dynamic: parsed}
		}
		return t, nil
	case []any:
		t := template{kind: arrayTemplate}
		for _, element := range value {
			inner, err := parseTemplate(element)
			if err != nil {
				return t, err
			}
			t.elements = append(t.elements, inner)
		}
		return t, nil
	}
	return template{constant: value}, nil
}

// fill returns the template's value, or the *failure that ends the state.
func (t template) fill(in scope) (any, error) {
	switch t.kind {
	case dynamicTemplate:
		return t.dynamic.evaluate(in)
	case objectTemplate:
		filled := make(map[string]any, len(t.members))
		for name, member := range t.members {
			value, err := member.fill(in)
			if err != nil {
				return nil, err
			}
			filled[name] = value
		}
		return filled, nil
	case arrayTemplate:
		filled := make([]any, 0, len(t.elements))
		for _, element := range t.elements {
			value, err := element.fill(in)
			if err != nil {
				return nil, err
			}
			filled = append(filled, value)
		}
		return filled, nil
	}
	return t.constant, nil
}

// usesToken says whether any member is computed from $$.Task.Token.
func (t template) usesToken() bool {
	if t.kind == dynamicTemplate {
		return mentionsToken(t.dynamic)
	}
	for _, member := range t.members {
		if member.usesToken() {
			return true
		}
	}
	for _, element := range t.elements {
		if element.usesToken() {
			return true
		}
	}
	return false
}

func mentionsToken(e expression) bool {
	switch e := e.(type) {
	case path:
		return e.context && (len(e.steps) == 0 || e.steps[0].name == "Task")
	case function:
		for _, argument := range e.arguments {
			if mentionsToken(argument) {
				return true
			}
		}
	}
	return false
}
