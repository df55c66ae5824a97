/* A disk that fails: preloaded before the C library, it counts what a program does to the files of one folder, and at
 * a number it fails, or ends the program as a kill would. SQLite's own writes go through here as well as Python's.
 * What to do stands in memory that the program and its parent share; see tests/faults/disk.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct plan {
    long done;          /* operations so far */
    long at;            /* the one that fails; 0: none */
    int error;          /* with this errno; 0: the program is killed there */
    int lasting;        /* all that follow fail too */
    char folder[PATH_MAX];
    char what[128];     /* the operation that failed first, and its file */
};

static struct plan *plan;

void disk_plan(struct plan *shared) { plan = shared; }

static int inside(const char *path) {
    size_t length = strlen(plan->folder);
    char full[2 * PATH_MAX];
    if (!length) return 0;
    if (path[0] != '/') {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        snprintf(full, sizeof full, "%s/%s", here, path);
        path = full;
    }
    return !strncmp(path, plan->folder, length) && (path[length] == '/' || !path[length]);
}

static int fails(const char *operation, const char *path, int needs_room) {
    if (!plan || !path || !inside(path)) return 0;
    long now = ++plan->done;
    if (!plan->at || now < plan->at || (now > plan->at && !plan->lasting)) return 0;
    if (now > plan->at && plan->error == ENOSPC && !needs_room) return 0;
    if (now == plan->at) {
        const char *last = strrchr(path, 0x2f);
        snprintf(plan->what, sizeof plan->what, "%s %.100s", operation, last ? last + 1 : path);
    }
    if (!plan->error) return -1;
    errno = plan->error;
    return 1;
}

static const char *name_of(int descriptor) {
    static __thread char path[PATH_MAX];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    return path;
}

static const char *name_at(int folder, const char *path) {
    static __thread char full[2 * PATH_MAX];
    if (path[0] == '/' || folder == AT_FDCWD) return path;
    const char *above = name_of(folder);
    if (!above) return NULL;
    snprintf(full, sizeof full, "%s/%s", above, path);
    return full;
}

static void die(void) { kill(getpid(), SIGKILL); pause(); }

#define CALL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define HOLD(operation, path, room) do { int f = fails(operation, path, room); if (f < 0) die(); if (f) return -1; } while (0)
#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
#define CHANGES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))

int open(const char *path, int flags, ...) {
    MODE(flags)
    if (CHANGES(flags)) HOLD("open", path, flags & O_CREAT);
    return CALL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags)
    if (CHANGES(flags)) HOLD("open", path, flags & O_CREAT);
    return CALL(open64)(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE(flags)
    if (CHANGES(flags)) HOLD("open", name_at(folder, path), flags & O_CREAT);
    return CALL(openat)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    if (CHANGES(flags)) HOLD("open", name_at(folder, path), flags & O_CREAT);
    return CALL(openat64)(folder, path, flags, mode);
}
ssize_t write(int to, const void *data, size_t size) {
    int f = fails("write", name_of(to), 1);
    if (f < 0) { if (CALL(write)(to, data, size / 2) >= 0) die(); die(); }
    return f ? -1 : CALL(write)(to, data, size);
}
ssize_t pwrite(int to, const void *data, size_t size, off_t at) {
    int f = fails("pwrite", name_of(to), 1);
    if (f < 0) { if (CALL(pwrite)(to, data, size / 2, at) >= 0) die(); die(); }
    return f ? -1 : CALL(pwrite)(to, data, size, at);
}
ssize_t pwrite64(int to, const void *data, size_t size, off64_t at) {
    int f = fails("pwrite", name_of(to), 1);
    if (f < 0) { if (CALL(pwrite64)(to, data, size / 2, at) >= 0) die(); die(); }
    return f ? -1 : CALL(pwrite64)(to, data, size, at);
}
int fsync(int to) { HOLD("fsync", name_of(to), 1); return CALL(fsync)(to); }
int fdatasync(int to) { HOLD("fdatasync", name_of(to), 1); return CALL(fdatasync)(to); }
int ftruncate(int to, off_t size) { HOLD("truncate", name_of(to), 1); return CALL(ftruncate)(to, size); }
int ftruncate64(int to, off64_t size) { HOLD("truncate", name_of(to), 1); return CALL(ftruncate64)(to, size); }
int rename(const char *from, const char *to) { HOLD("rename", to, 0); return CALL(rename)(from, to); }
int renameat(int a, const char *from, int b, const char *to) {
    HOLD("rename", name_at(b, to), 0); return CALL(renameat)(a, from, b, to);
}
int link(const char *from, const char *to) { HOLD("link", to, 1); return CALL(link)(from, to); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
    HOLD("link", name_at(b, to), 1); return CALL(linkat)(a, from, b, to, flags);
}
int unlink(const char *path) { HOLD("unlink", path, 0); return CALL(unlink)(path); }
int unlinkat(int folder, const char *path, int flags) {
    HOLD("unlink", name_at(folder, path), 0); return CALL(unlinkat)(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) { HOLD("mkdir", path, 1); return CALL(mkdir)(path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) {
    HOLD("mkdir", name_at(folder, path), 1); return CALL(mkdirat)(folder, path, mode);
}
int chmod(const char *path, mode_t mode) { HOLD("chmod", path, 0); return CALL(chmod)(path, mode); }
int fchmod(int to, mode_t mode) { HOLD("chmod", name_of(to), 0); return CALL(fchmod)(to, mode); }
