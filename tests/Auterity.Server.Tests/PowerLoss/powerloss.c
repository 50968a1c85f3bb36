// Remembers what a process changed below a folder since the last sync, so that a test can take it back as a power cut would.
//   LD_PRELOAD=…/powerloss.so POWERLOSS_ROOT=/data POWERLOSS_LOG=/elsewhere/log program
// Each change is told to the log before it happens, with what was there before. A sync tells up to which change its file, or the
// names in its folder, are safe. SQLite's shared index (-shm) is memory, not data, and left out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, CREATE, RENAME, FOLDER, SYNC };

// In the machine's byte order; PowerCut.cs reads it.
struct entry { uint32_t type, path_length, other_length, data_length; uint64_t number; int64_t offset, length, size; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static char root[PATH_MAX];
static uint64_t number;

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("POWERLOSS_ROOT"), *log = getenv("POWERLOSS_LOG");
    if (!folder || !log || !realpath(folder, root)) return;
    log_file = syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
}

static int watched(const char *path) {
    size_t length = strlen(root), all = strlen(path);
    return log_file >= 0 && strncmp(path, root, length) == 0 && (path[length] == '/' || !path[length]) && !(all > 4 && strcmp(path + all - 4, "-shm") == 0);
}

// Path of a descriptor; 0 for what is no file or folder of ours.
static int path_of(int fd, char *path) {
    char link[64];
    if (log_file < 0 || fd == log_file) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return watched(path);
}

static int absolute(const char *path, char *to) {
    if (path[0] == '/') { if (strlen(path) >= PATH_MAX) return 0; strcpy(to, path); }
    else { if (!getcwd(to, PATH_MAX) || strlen(to) + strlen(path) + 2 > PATH_MAX) return 0; strcat(to, "/"); strcat(to, path); }
    return watched(to);
}

// Called with the lock held.
static void tell(uint32_t type, const char *path, const char *other, int64_t offset, int64_t written, int64_t size, const void *data, size_t length, uint64_t at) {
    struct entry entry = { type, strlen(path), other ? strlen(other) : 0, length, at, offset, written, size };
    struct iovec parts[] = { { &entry, sizeof entry }, { (void *)path, entry.path_length }, { (void *)other, entry.other_length }, { (void *)data, length } };
    if (syscall(SYS_writev, log_file, parts, 4) < 0) abort();
}

// What a write is about to replace.
static void tell_write(int fd, const char *path, off_t offset, size_t length) {
    struct stat now;
    if (fstat(fd, &now) != 0) return;
    size_t replaced = offset >= now.st_size ? 0 : (size_t)(now.st_size - offset) < length ? (size_t)(now.st_size - offset) : length;
    char *before = replaced ? malloc(replaced) : NULL;
    if (replaced) {
        int reading = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
        ssize_t got = reading < 0 ? -1 : syscall(SYS_pread64, reading, before, replaced, offset);
        if (reading >= 0) syscall(SYS_close, reading);
        if (got != (ssize_t)replaced) abort();
    }
    tell(WRITE, path, NULL, offset, length, now.st_size, before, replaced, ++number);
    free(before);
}

#define WRITING(fd, offset, length, call)                       \
    char path[PATH_MAX];                                        \
    if (!path_of(fd, path)) return call;                        \
    pthread_mutex_lock(&lock);                                  \
    tell_write(fd, path, offset, length);                       \
    ssize_t done = call;                                        \
    int failure = errno;                                        \
    pthread_mutex_unlock(&lock);                                \
    errno = failure;                                            \
    return done

static size_t sum(const struct iovec *parts, int count) {
    size_t all = 0;
    for (int i = 0; i < count; i++) all += parts[i].iov_len;
    return all;
}

static off_t place(int fd) {
    if (fcntl(fd, F_GETFL) & O_APPEND) { struct stat now; return fstat(fd, &now) == 0 ? now.st_size : 0; }
    off_t at = lseek(fd, 0, SEEK_CUR);
    return at < 0 ? 0 : at;
}

ssize_t write(int fd, const void *data, size_t length) { WRITING(fd, place(fd), length, syscall(SYS_write, fd, data, length)); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { WRITING(fd, offset, length, syscall(SYS_pwrite64, fd, data, length, offset)); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) { WRITING(fd, place(fd), sum(parts, count), syscall(SYS_writev, fd, parts, count)); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
    WRITING(fd, offset, sum(parts, count), syscall(SYS_pwritev, fd, parts, count, (long)offset, 0L));
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return pwritev64(fd, parts, count, offset); }

int ftruncate64(int fd, off64_t length) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&lock);
    struct stat now;
    if (fstat(fd, &now) == 0) {
        size_t lost = length < now.st_size ? now.st_size - length : 0;
        char *before = lost ? malloc(lost) : NULL;
        int reading = lost ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
        if (lost && syscall(SYS_pread64, reading, before, lost, length) != (ssize_t)lost) abort();
        if (lost) syscall(SYS_close, reading);
        tell(TRUNCATE, path, NULL, length, 0, now.st_size, before, lost, ++number);
        free(before);
    }
    int done = syscall(SYS_ftruncate, fd, length), failure = errno;
    pthread_mutex_unlock(&lock);
    errno = failure;
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int opening(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!(flags & O_CREAT) || !absolute(name, path)) return syscall(SYS_openat, folder, name, flags, mode);
    pthread_mutex_lock(&lock);
    if (access(path, F_OK) != 0) tell(CREATE, path, NULL, 0, 0, 0, NULL, 0, ++number);
    int fd = syscall(SYS_openat, folder, name, flags, mode), failure = errno;
    pthread_mutex_unlock(&lock);
    errno = failure;
    return fd;
}

#define OPENING(folder)                                                                  \
    va_list more;                                                                        \
    va_start(more, flags);                                                               \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;              \
    va_end(more);                                                                        \
    return opening(folder, name, flags, mode)

int open(const char *name, int flags, ...) { OPENING(AT_FDCWD); }
int open64(const char *name, int flags, ...) { OPENING(AT_FDCWD); }
int openat(int folder, const char *name, int flags, ...) { OPENING(folder); }
int openat64(int folder, const char *name, int flags, ...) { OPENING(folder); }

int rename(const char *from, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    if (!absolute(from, a) || !absolute(to, b)) return syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    pthread_mutex_lock(&lock);
    // What was under the new name is needed only to take the change back; files here are named by their content, so it is the same.
    tell(RENAME, a, b, 0, 0, access(b, F_OK) == 0, NULL, 0, ++number);
    int done = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to), failure = errno;
    pthread_mutex_unlock(&lock);
    errno = failure;
    return done;
}

int mkdir(const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (!absolute(name, path)) return syscall(SYS_mkdirat, AT_FDCWD, name, mode);
    pthread_mutex_lock(&lock);
    if (access(path, F_OK) != 0) tell(FOLDER, path, NULL, 0, 0, 0, NULL, 0, ++number);
    int done = syscall(SYS_mkdirat, AT_FDCWD, name, mode), failure = errno;
    pthread_mutex_unlock(&lock);
    errno = failure;
    return done;
}

// A disk takes its time: what is written meanwhile is not part of this sync.
static int syncing(int fd, long call) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return syscall(call, fd);
    pthread_mutex_lock(&lock);
    uint64_t safe = number;
    pthread_mutex_unlock(&lock);
    usleep(1500);
    pthread_mutex_lock(&lock);
    tell(SYNC, path, NULL, 0, 0, 0, NULL, 0, safe);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int fd) { return syncing(fd, SYS_fsync); }
int fdatasync(int fd) { return syncing(fd, SYS_fdatasync); }

// Managed code asks libc for functions by name; it gets ours too.
void *dlsym(void *handle, const char *name) {
    static void *(*real)(void *, const char *);
    if (!real) {
        real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
        if (!real) real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
        if (!real) real = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
        if (!real) abort();
    }
    if (strcmp(name, "fsync") == 0) return (void *)fsync;
    if (strcmp(name, "fdatasync") == 0) return (void *)fdatasync;
    return real(handle, name);
}
