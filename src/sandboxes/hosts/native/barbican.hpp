/*
 * What a program in C++ reads its input with and makes its output from. It is there without installation.
 *
 *   #include "barbican.hpp"
 *   using barbican::Value;
 *
 *   Value place(const Value &input) {
 *     std::vector<double> loads = input["loads"].numbers();
 *     return Value::object({{"order", barbican::list_of(order)}, {"worst", 0.5}});
 *   }
 *
 * A policy returns what answers an observation: a lambda, which remembers what it captured.
 *
 *   auto start(const Value &config) {
 *     return [levels = std::vector<double>()](const Value &observation) mutable { ... return Value(3); };
 *   }
 *
 * A Value lives until the call returns, that of a policy's config as long as the program. What is asked of a value that
 * does not have it ends the call with an error that names it, and so does an exception.
 */
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "barbican.h"

namespace barbican {

class Value {
 public:
  Value() : json_(json_null()) {}
  Value(std::nullptr_t) : Value() {}
  Value(const Json *json) : json_(json) {}
  Value(const char *text) : json_(json_of_text(text)) {}
  Value(const std::string &text) : json_(json_of_bytes(text.data(), text.size())) {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  Value(T value) : json_(made(value)) {}
  template <class T>
  Value(const std::vector<T> &items) : json_(json_list()) {
    for (auto &&item : items) push(Value(static_cast<const T &>(item)));
  }

  static Value list() { return json_list(); }
  static Value object(std::initializer_list<std::pair<const char *, Value>> members = {}) {
    Value made = json_object();
    for (const auto &[name, value] : members) made.set(name, value);
    return made;
  }

  JsonKind kind() const { return json_kind(json_); }
  bool boolean() const { return json_boolean(json_); }
  double number() const { return json_number(json_); }
  /** A number without a fraction. */
  std::int64_t integer() const { return json_integer(json_); }
  std::string text() const { return std::string(json_text(json_), json_length(json_)); }
  std::vector<double> numbers() const {
    const double *all = json_numbers(json_);
    return std::vector<double>(all, all + size());
  }
  std::vector<std::int64_t> integers() const {
    const std::int64_t *all = json_integers(json_);
    return std::vector<std::int64_t>(all, all + size());
  }

  /** Items of a list, members of an object, bytes of a text. */
  std::size_t size() const { return json_length(json_); }
  /** The item of a list, or the value of an object's member, by number from 0. */
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  Value operator[](T index) const {
    return json_item(json_, static_cast<std::size_t>(index));
  }
  /** The member of that name; it must be there. */
  Value operator[](const char *name) const { return json_member(json_, name); }
  Value operator[](const std::string &name) const { return json_member(json_, name.c_str()); }
  bool has(const char *name) const { return json_find(json_, name) != nullptr; }
  /** The name of an object's member, by number from 0. */
  std::string name(std::size_t index) const { return json_name(json_, index); }

  /** Appends to a list. */
  void push(const Value &value) { json_push(const_cast<Json *>(json_), value.json_); }
  /** Sets a member of an object, in place of one of the same name. */
  void set(const char *name, const Value &value) { json_set(const_cast<Json *>(json_), name, value.json_); }

  class Items {
   public:
    Items(const Json *json, std::size_t index) : json_(json), index_(index) {}
    Value operator*() const { return json_item(json_, index_); }
    Items &operator++() {
      index_++;
      return *this;
    }
    bool operator!=(const Items &other) const { return index_ != other.index_; }

   private:
    const Json *json_;
    std::size_t index_;
  };
  Items begin() const { return Items(json_, 0); }
  Items end() const { return Items(json_, size()); }

  const Json *json() const { return json_; }

 private:
  template <class T>
  static const Json *made(T value) {
    if constexpr (std::is_same_v<T, bool>) return json_of_boolean(value);
    else return json_of_number(static_cast<double>(value));
  }

  const Json *json_;
};

/** A list from anything that can be walked through. */
template <class Range>
Value list_of(const Range &range) {
  Value made = Value::list();
  for (const auto &item : range) made.push(Value(item));
  return made;
}

}  // namespace barbican
