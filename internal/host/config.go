package host

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// Variable is an environment variable that a Config reads, as its field's tag says:
//
//	Table     string                   `env:"TABLE"`
//	Discovery string                   `env:"DISCOVERY,optional"` // "" if it is not given
//	Mailboxes map[referral.Team]string `env:"MAILBOXES,json"`
type Variable struct {
	Name     string
	Optional bool
	JSON     bool // else it is taken as it stands, and the field is a string
}

// Load fills a Config, given by its address, from the environment. Its error names
// every variable that is missing or cannot be read, and says what each is for.
func Load(config any, getenv func(string) string) error {
	target := reflect.ValueOf(config).Elem()
	variables, err := variablesOf(target.Type())
	if err != nil {
		return err
	}
	var wrong []error
	for i, v := range variables {
		value := getenv(v.Name)
		switch {
		case value == "" && !v.Optional:
			wrong = append(wrong, fmt.Errorf("%s is missing (%s)", v.Name, Purpose(v.Name)))
		case value == "":
		case v.JSON:
			if err := json.Unmarshal([]byte(value), target.Field(i).Addr().Interface()); err != nil {
				wrong = append(wrong, fmt.Errorf("%s cannot be read (%s): %w", v.Name, Purpose(v.Name), err))
			}
		default:
			target.Field(i).SetString(value)
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the environment:\n%w", errors.Join(wrong...))
	}
	return nil
}

// variablesOf returns the variables of a Config in the order of its fields.
func variablesOf(config reflect.Type) ([]Variable, error) {
	var all []Variable
	for i := range config.NumField() {
		field := config.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("env"), ",")
		v := Variable{Name: name, Optional: options == "optional", JSON: options == "json"}
		switch {
		case Purpose(name) == "":
			return nil, fmt.Errorf("the field %s.%s: no variable is called %q in internal/host/variables.go", config, field.Name, name)
		case options != "" && !v.Optional && !v.JSON:
			return nil, fmt.Errorf("the field %s.%s: the option %q is neither json nor optional", config, field.Name, options)
		case !field.IsExported(), !v.JSON && field.Type.Kind() != reflect.String:
			return nil, fmt.Errorf("the field %s.%s cannot be set from a text", config, field.Name)
		}
		all = append(all, v)
	}
	return all, nil
}
