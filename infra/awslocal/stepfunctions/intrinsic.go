package stepfunctions

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// expression is what a template member ending in ".$" says: a path or an
// intrinsic function.
type expression interface {
	// evaluate returns the value, or the *failure that ends the state.
	evaluate(scope) (any, error)
}

// failure is an error name and cause that a state ends with.
type failure struct{ name, cause string }

func (f *failure) Error() string { return f.name + ": " + f.cause }

func runtimeFailure(format string, arguments ...any) *failure {
	return &failure{"States.Runtime", fmt.Sprintf(format, arguments...)}
}

func (p path) evaluate(in scope) (any, error) {
	value, ok := p.get(in)
	if !ok {
		return nil, runtimeFailure("The JSONPath '%s' could not be found in the input '%s'", p.written, text(in.input))
	}
	return value, nil
}

type literal struct{ value any }

func (l literal) evaluate(scope) (any, error) { return l.value, nil }

// function is one of the intrinsic functions that are emulated.
type function struct {
	name      string
	arguments []expression
}

func parseExpression(written string) (expression, error) {
	if strings.HasPrefix(written, "$") {
		return parsePath(written)
	}
	if !strings.HasPrefix(written, "States.") {
		return nil, fmt.Errorf("%q is neither a path nor an intrinsic function", written)
	}
	parser := intrinsicParser{rest: written}
	parsed, err := parser.call(0)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(parser.rest) != "" {
		return nil, fmt.Errorf("%q: more follows after the function", written)
	}
	return parsed, nil
}

type intrinsicParser struct{ rest string }

func (p *intrinsicParser) call(depth int) (expression, error) {
	if depth > 10 {
		return nil, errors.New("intrinsic functions are nested more than ten deep")
	}
	name, after, ok := strings.Cut(p.rest, "(")
	if !ok {
		return nil, fmt.Errorf("%q is not an intrinsic function", p.rest)
	}
	name = strings.TrimSpace(name)
	f := function{name: name}
	least, most := 1, 1
	switch name {
	case "States.Format":
		most = 1000
	case "States.StringToJson", "States.JsonToString":
	case "States.Array", "States.ArrayPartition", "States.ArrayContains", "States.ArrayRange", "States.ArrayGetItem",
		"States.ArrayLength", "States.ArrayUnique", "States.Base64Encode", "States.Base64Decode", "States.Hash",
		"States.JsonMerge", "States.MathRandom", "States.MathAdd", "States.StringSplit", "States.UUID":
		return nil, wire.NotEmulated("States", "intrinsic function "+name)
	default:
		return nil, fmt.Errorf("%q is not an intrinsic function", name)
	}
	p.rest = strings.TrimLeft(after, " ")
	for !strings.HasPrefix(p.rest, ")") {
		argument, err := p.argument(depth)
		if err != nil {
			return nil, err
		}
		f.arguments = append(f.arguments, argument)
		p.rest = strings.TrimLeft(p.rest, " ")
		if after, ok := strings.CutPrefix(p.rest, ","); ok {
			if p.rest = strings.TrimLeft(after, " "); strings.HasPrefix(p.rest, ")") {
				return nil, fmt.Errorf("%s: an argument is missing", name)
			}
			continue
		}
		if !strings.HasPrefix(p.rest, ")") {
			return nil, fmt.Errorf("%s: expected , or )", name)
		}
	}
	p.rest = p.rest[1:]
	if len(f.arguments) < least || len(f.arguments) > most {
		return nil, fmt.Errorf("%s: wrong number of arguments", name)
	}
	return f, nil
}

func (p *intrinsicParser) argument(depth int) (expression, error) {
	switch {
	case strings.HasPrefix(p.rest, "'"):
		return p.quoted()
	case strings.HasPrefix(p.rest, "States."):
		return p.call(depth + 1)
	case strings.HasPrefix(p.rest, "$"):
		end := pathEnd(p.rest)
		parsed, err := parsePath(p.rest[:end])
		p.rest = p.rest[end:]
		return parsed, err
	}
	end := strings.IndexAny(p.rest, ",)")
	if end < 0 {
		return nil, errors.New("unclosed (")
	}
	value, err := parse([]byte(strings.TrimSpace(p.rest[:end])))
	if err != nil {
		return nil, fmt.Errorf("%q is not an argument", p.rest[:end])
	}
	switch value.(type) {
	case json.Number, bool, nil:
	default:
		return nil, fmt.Errorf("%q is not an argument", p.rest[:end])
	}
	p.rest = p.rest[end:]
	return literal{value}, nil
}

// pathEnd returns where a path among arguments ends: at a comma, closing
// parenthesis or space that is not within brackets.
func pathEnd(rest string) int {
	quote := rune(0)
	depth := 0
	for i, r := range rest {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case depth > 0 && (r == '\'' || r == '"'):
			quote = r
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth <= 0 && (r == ',' || r == ')' || r == ' '):
			return i
		}
	}
	return len(rest)
}

// quoted reads 'text', in which a backslash takes the next character as it is.
func (p *intrinsicParser) quoted() (expression, error) {
	var b strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; c {
		case '\\':
			if i++; i < len(p.rest) {
				// A brace stays marked until States.Format has looked at it.
				if p.rest[i] == '{' || p.rest[i] == '}' {
					b.WriteByte('\\')
				}
				b.WriteByte(p.rest[i])
			}
		case '\'':
			p.rest = p.rest[i+1:]
			return literal{b.String()}, nil
		default:
			b.WriteByte(c)
		}
	}
	return nil, errors.New("unclosed quotation")
}

func (f function) evaluate(in scope) (any, error) {
	values := make([]any, len(f.arguments))
	for i, argument := range f.arguments {
		value, err := argument.evaluate(in)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	switch f.name {
	case "States.StringToJson":
		written, ok := values[0].(string)
		if !ok {
			return nil, intrinsicFailure("%s: its argument is not a string", f.name)
		}
		value, err := parse([]byte(written))
		if err != nil {
			return nil, intrinsicFailure("%s: its argument is not JSON", f.name)
		}
		return value, nil
	case "States.JsonToString":
		return text(values[0]), nil
	}
	return format(values)
}

func intrinsicFailure(format string, arguments ...any) *failure {
	return &failure{"States.IntrinsicFailure", fmt.Sprintf(format, arguments...)}
}

// format fills the braces of a template, in order.
func format(values []any) (any, error) {
	template, ok := values[0].(string)
	if !ok {
		return nil, intrinsicFailure("States.Format: its first argument is not a string")
	}
	values = values[1:]
	var b strings.Builder
	for i := 0; i < len(template); i++ {
		switch {
		case template[i] == '\\' && i+1 < len(template):
			i++
			b.WriteByte(template[i])
		case strings.HasPrefix(template[i:], "{}"):
			if len(values) == 0 {
				return nil, intrinsicFailure("States.Format: more {} than arguments")
			}
			if s, ok := values[0].(string); ok {
				b.WriteString(s)
			} else {
				b.WriteString(text(values[0]))
			}
			values = values[1:]
			i++
		default:
			b.WriteByte(template[i])
		}
	}
	if len(values) > 0 {
		return nil, intrinsicFailure("States.Format: more arguments than {}")
	}
	return b.String(), nil
}
