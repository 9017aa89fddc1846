/*
 * A tool of valgrind that counts the instructions of a program and of all that it starts, and says the counts where the program
 * cannot: on a descriptor beyond those that valgrind lets a program use.
 *
 * Valgrind shares the address space with the program, and keeps nothing from it. So each store of the program is looked at,
 * each buffer that it gives the kernel, and each file of the kernel's by which memory can be written; a program that
 * reaches for what is valgrind's is ended, and that is said. A process says when it begins, what it has counted when it becomes
 * another program, and when it ends: one that begins and does not end has uncounted instructions.
 */
#include "pub_tool_basics.h"
#include "pub_tool_vki.h"
#include "pub_tool_vkiscnums.h"
#include "pub_tool_tooliface.h"
#include "pub_tool_aspacemgr.h"
#include "pub_tool_libcassert.h"
#include "pub_tool_libcbase.h"
#include "pub_tool_libcfile.h"
#include "pub_tool_libcprint.h"
#include "pub_tool_libcproc.h"
#include "pub_tool_machine.h"
#include "pub_tool_options.h"
#include "libvex_guest_amd64.h"
#include <stddef.h>

/* Of valgrind's core: not shown to tools, and there in each version. */
extern SysRes VG_(dup2)(Int from, Int to);
/* Where the linker puts this file and valgrind's core. */
extern const HChar __executable_start[], _end[];

/* Valgrind keeps its own memory from here on, and puts no stack of a program's before the end. */
static const Addr OWN_FROM = 0x1000000000UL;
static const Addr OWN_TO = 0x1f00000000UL;
enum { EXIT_CODE = 70, REQUEST_CALL_FIRST = 0x1101, REQUEST_CALL_LAST = 0x1104 };
/* Calls that valgrind's headers may be too old for. */
enum { NR_OPENAT2 = 437, NR_PIDFD_GETFD = 438 };
enum { REQUEST_MONITOR = 0x1202, REQUEST_OPTION = 0x1203 };

static ULong count = 0;
/* Given by who started the first process; where it is kept, in that process and all that come of it. */
static Int given_at = -1;
static Int kept_at = -1;

static void say(const HChar *word, const HChar *detail) {
  HChar line[120];
  Int length = VG_(snprintf)(line, sizeof line, "%s %d %llu %s\n", word, VG_(getpid)(), count, detail);
  count = 0;
  if (VG_(write)(kept_at, line, length) != length) VG_(exit)(EXIT_CODE);
}

static void refuse(const HChar *what) {
  say("refused", what);
  VG_(exit)(EXIT_CODE);
}

/* What is written to, and what is not. */

static Bool overlaps(Addr from, Addr to, Addr start, SizeT size) {
  return size > 0 && start < to && (start + size > from || start + size < start);
}

static Bool is_own(Addr start, SizeT size) {
  if (overlaps((Addr)__executable_start, (Addr)_end, start, size)) return True;
  if (!overlaps(OWN_FROM, OWN_TO, start, size)) return False;
  for (Addr at = start; at < start + size;) {
    const NSegment *segment = VG_(am_find_nsegment)(at);
    if (!segment) return False;
    if (segment->kind == SkAnonV || segment->kind == SkFileV) return True;
    if (segment->end >= start + size - 1) return False;
    at = segment->end + 1;
  }
  return False;
}

static void check_store(Addr start, UWord size) {
  if (is_own(start, size)) refuse("it wrote to the memory of valgrind");
}

static void check_kernel_write(CorePart part, ThreadId thread, const HChar *what, Addr start, SizeT size) {
  if (is_own(start, size)) refuse("it had the kernel write to the memory of valgrind");
}

/* The requests by which a program has valgrind do something; some run code that nobody counts. */
static void check_request(const UWord *request) {
  UWord code = request[0];
  if (code >= REQUEST_CALL_FIRST && code <= REQUEST_CALL_LAST) refuse("it asked valgrind to run code uncounted");
  if (code == REQUEST_MONITOR || code == REQUEST_OPTION) refuse("it gave valgrind an order");
}

static IRExpr *assigned(IRSB *block, IRType type, IRExpr *value) {
  IRTemp temp = newIRTemp(block->tyenv, type);
  addStmtToIRSB(block, IRStmt_WrTmp(temp, value));
  return IRExpr_RdTmp(temp);
}

static IRExpr *is_within(IRSB *block, IRExpr *address, Addr from, Addr to) {
  IRExpr *offset = assigned(block, Ity_I64, IRExpr_Binop(Iop_Sub64, address, mkIRExpr_HWord(from)));
  return assigned(block, Ity_I1, IRExpr_Binop(Iop_CmpLT64U, offset, mkIRExpr_HWord(to - from)));
}

/* A store that begins somewhat before what is valgrind's may end within. */
enum { LARGEST_STORE = 1024 };

static void look_where(IRSB *block, IRExpr *address, IRExpr *guard, Addr from, Addr to, SizeT size) {
  IRExpr *within = is_within(block, address, from - LARGEST_STORE, to);
  if (guard) {
    IRExpr *both = IRExpr_Binop(Iop_And1, within, guard);
    within = assigned(block, Ity_I1, both);
  }
  IRExpr **args = mkIRExprVec_2(address, mkIRExpr_HWord(size));
  IRDirty *call = unsafeIRDirty_0_N(0, "check_store", VG_(fnptr_to_fnentry)(&check_store), args);
  call->guard = within;
  addStmtToIRSB(block, IRStmt_Dirty(call));
}

static void look_at_store(IRSB *block, IRExpr *address, IRExpr *guard, SizeT size) {
  look_where(block, address, guard, (Addr)__executable_start, (Addr)_end, size);
  look_where(block, address, guard, OWN_FROM, OWN_TO, size);
}

static SizeT size_of(IRSB *block, const IRExpr *value) {
  return sizeofIRType(typeOfIRExpr(block->tyenv, value));
}

static void look_at_statement(IRSB *block, const IRStmt *statement) {
  switch (statement->tag) {
    case Ist_Store:
      look_at_store(block, statement->Ist.Store.addr, NULL, size_of(block, statement->Ist.Store.data));
      break;
    case Ist_StoreG: {
      const IRStoreG *store = statement->Ist.StoreG.details;
      look_at_store(block, store->addr, store->guard, size_of(block, store->data));
      break;
    }
    case Ist_CAS: {
      const IRCAS *swap = statement->Ist.CAS.details;
      SizeT size = size_of(block, swap->dataLo) * (swap->dataHi ? 2 : 1);
      look_at_store(block, swap->addr, NULL, size);
      break;
    }
    case Ist_Dirty: {
      const IRDirty *call = statement->Ist.Dirty.details;
      if (call->mFx != Ifx_Write && call->mFx != Ifx_Modify) break;
      look_at_store(block, call->mAddr, call->guard, call->mSize);
      break;
    }
    default:
      break;
  }
}

/* What is counted. */

static void add(IRSB *block, UInt instructions) {
  if (instructions == 0) return;
  IRExpr *at = mkIRExpr_HWord((HWord)&count);
  IRExpr *before = assigned(block, Ity_I64, IRExpr_Load(Iend_LE, Ity_I64, at));
  IRExpr *sum = IRExpr_Binop(Iop_Add64, before, mkIRExpr_HWord(instructions));
  addStmtToIRSB(block, IRStmt_Store(Iend_LE, at, assigned(block, Ity_I64, sum)));
}

static void look_at_request(IRSB *block) {
  IRExpr *request = assigned(block, Ity_I64, IRExpr_Get(offsetof(VexGuestAMD64State, guest_RAX), Ity_I64));
  void *check = VG_(fnptr_to_fnentry)(&check_request);
  addStmtToIRSB(block, IRStmt_Dirty(unsafeIRDirty_0_N(0, "check_request", check, mkIRExprVec_1(request))));
}

static IRSB *instrument(VgCallbackClosure *closure, IRSB *in, const VexGuestLayout *layout,
                        const VexGuestExtents *extents, const VexArchInfo *host, IRType guest_word, IRType host_word) {
  IRSB *out = deepCopyIRSBExceptStmts(in);
  UInt instructions = 0;
  for (Int i = 0; i < in->stmts_used; i++) {
    IRStmt *statement = in->stmts[i];
    if (!statement || statement->tag == Ist_NoOp) continue;
    if (statement->tag == Ist_IMark) instructions++;
    if (statement->tag == Ist_Exit) {
      add(out, instructions);
      instructions = 0;
    }
    look_at_statement(out, statement);
    addStmtToIRSB(out, statement);
  }
  add(out, instructions);
  if (in->jumpkind == Ijk_ClientReq) look_at_request(out);
  return out;
}

/* What the kernel is asked. */

static Bool ends_with(const HChar *text, const HChar *ending) {
  SizeT length = VG_(strlen)(text), size = VG_(strlen)(ending);
  return length >= size && VG_(strcmp)(text + length - size, ending) == 0;
}

/* A descriptor by which memory is written as a file. */
static Bool is_memory(Int descriptor) {
  HChar link[40], path[VKI_PATH_MAX];
  VG_(snprintf)(link, sizeof link, "/proc/self/fd/%d", descriptor);
  SSizeT length = VG_(readlink)(link, path, sizeof path - 1);
  if (length < 0) return True;
  path[length] = 0;
  return VG_(strncmp)(path, "/proc/", 6) == 0 && ends_with(path, "/mem");
}

static void before_call(ThreadId thread, UInt number, UWord *args, UInt args_count) {
  switch (number) {
    case __NR_execve:
    case __NR_execveat:
      say("becomes", "another");
      break;
    case __NR_sendmsg:
    case __NR_sendmmsg:
      refuse("it wanted to pass on descriptors");
      break;
    /* What sandboxes with walls deny anyway. */
    case __NR_io_uring_setup:
    case __NR_process_vm_writev:
    case __NR_ptrace:
    case __NR_userfaultfd:
    case NR_PIDFD_GETFD:
      refuse("it reached for the memory or the descriptors of a process");
      break;
    /* The kernel writes there when a thread has ended. */
    case __NR_set_tid_address:
    case __NR_set_robust_list:
      if (is_own(args[0], sizeof(UWord))) refuse("it had the kernel write to the memory of valgrind");
      break;
    /* Valgrind lets nobody close it, and what closes everything means no harm. */
    case __NR_close:
      break;
    default:
      if (args_count > 0 && args[0] == (UWord)kept_at) refuse("it reached for what the counts are said on");
      break;
  }
}

static void after_call(ThreadId thread, UInt number, UWord *args, UInt args_count, SysRes result) {
  switch (number) {
    case __NR_execve:
    case __NR_execveat:
      say("begins", "again");
      break;
    case __NR_open:
    case __NR_openat:
    case __NR_creat:
    case NR_OPENAT2:
      if (!sr_isError(result) && is_memory(sr_Res(result))) refuse("it opened the memory of a process");
      break;
    default:
      break;
  }
}

static void in_child(ThreadId thread) {
  count = 0;
  say("begins", "as a copy");
}

/* The rest. */

static Bool read_option(const HChar *option) {
  if VG_INT_CLO (option, "--counts-given-at", given_at) {}
  else if VG_INT_CLO (option, "--counts-kept-at", kept_at) {}
  else return False;
  return True;
}

static void print_options(void) {
  VG_(printf)("    --counts-given-at=<number>  descriptor on which counts are to be said\n"
              "    --counts-kept-at=<number>   where it is kept from programs\n");
}

static void print_no_options(void) {}

static void begin(void) {
  struct vg_stat kept;
  if (kept_at < 0) VG_(exit)(EXIT_CODE);
  if (VG_(fstat)(kept_at, &kept) != 0) {
    if (given_at < 0 || sr_isError(VG_(dup2)(given_at, kept_at))) VG_(exit)(EXIT_CODE);
    VG_(close)(given_at);
  }
  say("begins", "anew");
}

static void end(Int code) {
  say("ends", "");
}

static void register_tool(void) {
  VG_(details_name)("counter");
  VG_(details_version)(NULL);
  VG_(details_description)("counts instructions");
  VG_(details_copyright_author)("");
  VG_(details_bug_reports_to)("Barbican");
  VG_(basic_tool_funcs)(begin, instrument, end);
  VG_(needs_command_line_options)(read_option, print_options, print_no_options);
  VG_(needs_syscall_wrapper)(before_call, after_call);
  VG_(track_pre_mem_write)(check_kernel_write);
  VG_(atfork)(NULL, NULL, in_child);
}

VG_DETERMINE_INTERFACE_VERSION(register_tool)
